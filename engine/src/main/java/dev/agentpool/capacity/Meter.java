package dev.agentpool.capacity;

import dev.agentpool.session.SessionSpec;
import dev.agentpool.usage.Combining;
import dev.agentpool.usage.ProviderIds;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsagePolicy;
import dev.agentpool.usage.UsageStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Reads one provider's usage now, of the sources that are wanted. */
final class Meter {
  private static final String CLAUDE = "claude";
  private final Meters meters;
  private final UsagePolicy policy;
  private final BiPredicate<String, SessionSpec> installed;

  /**
   * @param installed whether a provider that tells nothing is there at all
   */
  Meter(Meters meters, UsagePolicy policy, BiPredicate<String, SessionSpec> installed) {
    this.meters = meters;
    this.policy = policy;
    this.installed = installed;
  }

  Usage read(String provider, SessionSpec spec, Backend backend, Instant now)
      throws InterruptedException {
    return switch (backend) {
      case NATIVE -> own(provider, spec, now);
      case CODEXBAR -> meters.codexBar().probe().read(spec, now);
      case CCUSAGE ->
          provider.equals(CLAUDE)
              ? meters.ccUsage().probe().read(spec, now)
              : Usage.none(
                  provider, UsageStatus.UNKNOWN, "ccusage", now, "ccusage knows Claude Code alone");
      case COMBINED -> {
        Usage own = own(provider, spec, now);
        Optional<Usage> bar = helper(meters.codexBar(), provider, spec, now);
        yield Combining.of(own, bar, helper(meters.ccUsage(), provider, spec, now));
      }
    };
  }

  private Usage own(String provider, SessionSpec spec, Instant now) throws InterruptedException {
    String id = ProviderIds.id(provider);
    if (meters.internal().contains(provider) && !policy.internalInterfaces().contains(provider)) {
      return Usage.none(
          provider,
          UsageStatus.UNKNOWN,
          "internal_interface_not_allowed",
          now,
          "what "
              + id
              + " has left is told by an undocumented interface of its vendor alone, which takes"
              + " your log-in: internal_interfaces = [\""
              + id
              + "\"] in [usage] of your config.toml allows it");
    }
    var probe = meters.own().get(provider);
    if (probe != null) {
      return probe.read(spec, now);
    }
    String source = id.replace('-', '_') + "_usage_unknown";
    return installed.test(provider, spec)
        ? Usage.none(
            provider, UsageStatus.UNKNOWN, source, now, id + " tells nobody what it has left")
        : Usage.none(provider, UsageStatus.UNAVAILABLE, source, now, id + " is not installed");
  }

  private static Optional<Usage> helper(
      Meters.Helper helper, String provider, SessionSpec spec, Instant now)
      throws InterruptedException {
    return helper.knows(provider, spec)
        ? Optional.of(helper.probe().read(spec, now))
        : Optional.empty();
  }
}
