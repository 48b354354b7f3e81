package dev.agentpool.stats;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What figures do not know (spec control-plane 21.3). */
final class Faults {
  private final List<Statistics.Fault> all = new ArrayList<>();

  private Faults() {}

  /**
   * The same figures with it.
   *
   * @param provider of which alone was asked; null for all
   * @param cut whether there were more sessions than were read
   */
  static Statistics told(Statistics of, @Nullable String provider, boolean cut) {
    Faults faults = new Faults();
    faults.usage(of, provider);
    faults.tokens(of.effort());
    if (cut) {
      faults.add("sessions_cut", "", "only the newest sessions of this time are counted");
    }
    return new Statistics(
        of.now(),
        of.period(),
        List.copyOf(faults.all),
        of.sessions(),
        of.parallelism(),
        of.walls(),
        of.quotas(),
        of.utilization(),
        of.effort(),
        of.effortByProvider(),
        of.effortByModel(),
        of.days(),
        of.hours(),
        of.streak(),
        of.importedUsages());
  }

  private void add(String code, String provider, String message) {
    all.add(new Statistics.Fault(code, provider, message));
  }

  private void usage(Statistics of, @Nullable String provider) {
    if (of.quotas().isEmpty() && provider == null) {
      add("no_usage_data_in_window", "", "no provider told what it had left in this time");
    } else if (provider != null && !of.quotas().containsKey(provider)) {
      add("no_usage_data_for_provider", provider, provider + " did not tell what it had left");
    } else if (provider == null) {
      of.sessions().byProvider().keySet().stream()
          .filter(one -> !of.quotas().containsKey(one))
          .forEach(one ->
              add("no_usage_data_for_provider", one, one + " did not tell what it had left"));
    }
    if (of.walls().low()) {
      add("walls_low_confidence", "", "of most beginnings not every provider's usage was known");
    }
  }

  private void tokens(Effort effort) {
    boolean none = effort.tokens().all() == 0;
    if (none && effort.attempts() > 0) {
      add("no_token_capable_providers", "", "no agent that worked in this time told its tokens");
    } else if (effort.uncounted() > 0) {
      add("tokens_partial", "", "not all tokens were told of " + effort.uncounted() + " attempts");
    }
    if (none) {
      add("no_token_data_available", "", "no tokens are known of this time");
    }
  }
}
