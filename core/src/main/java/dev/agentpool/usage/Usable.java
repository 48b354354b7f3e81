package dev.agentpool.usage;

import java.util.Optional;

/** Whether a provider can be given work, by what is known of it (spec control-plane 16.6). Pure. */
public final class Usable {
  private Usable() {}

  /**
   * What shows beside its usage.
   *
   * @param installed empty when nobody looked
   * @param auth {@code authenticated}, {@code unauthenticated}, {@code unavailable}, {@code
   *     unknown}; empty when nobody looked
   */
  public record Seen(Optional<Boolean> installed, Optional<String> auth) {
    public static final Seen NOTHING = new Seen(Optional.empty(), Optional.empty());
  }

  /** Why not, in a word; empty when it can. */
  public static Optional<String> objection(Standing standing, Seen seen, UsagePolicy policy) {
    if (seen.installed().equals(Optional.of(false))) {
      return Optional.of("not_installed");
    }
    Optional<String> auth =
        seen.auth().filter(word -> word.equals("unauthenticated") || word.equals("unavailable"));
    if (auth.isPresent()) {
      return auth.map("auth_"::concat);
    }
    Usage usage = standing.usage();
    return switch (standing.status()) {
      case LIMIT_REACHED, UNAVAILABLE, UNAUTHENTICATED -> Optional.of(standing.status().wireName());
      case UNKNOWN -> Optional.of("usage_unknown");
      case OVERAGE_POSSIBLE ->
          policy.allowsOverage(usage.provider())
              ? Optional.empty()
              : Optional.of(standing.status().wireName());
      case AVAILABLE, NEAR_LIMIT ->
          usage.confidence().suffices()
              ? below(standing, policy.minRemainingPercent())
              : Optional.of("confidence_" + usage.confidence().wireName());
    };
  }

  private static Optional<String> below(Standing standing, int least) {
    return standing.windows().stream()
        .filter(Window::ofPlan)
        .filter(window -> window.remainingPercent() != null && window.remainingPercent() < least)
        .findFirst()
        .map(window -> window.name() + "_below_" + least + "_percent");
  }
}
