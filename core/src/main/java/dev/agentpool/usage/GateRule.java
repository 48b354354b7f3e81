package dev.agentpool.usage;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether something new may be started with a provider, by the newest that is known of its usage
 * (spec control-plane 11.2). What has been reset since blocks nobody; what is not known does not
 * either, unless a person has unknown block.
 */
public final class GateRule {
  private GateRule() {}

  /**
   * What is in the way.
   *
   * @param checkedAt when it was seen; null when nobody ever looked
   * @param resetAt when it is out of it; null when nobody says
   */
  public record Blocked(
      String provider,
      UsageStatus status,
      @Nullable Instant checkedAt,
      @Nullable Instant resetAt) {}

  /** Of a provider that nobody ever asked. */
  public static Optional<Blocked> checkUnasked(String provider, UsagePolicy policy) {
    return policy.blockOn().contains(UsageStatus.UNKNOWN)
        ? Optional.of(new Blocked(provider, UsageStatus.UNKNOWN, null, null))
        : Optional.empty();
  }

  public static Optional<Blocked> check(Usage usage, UsagePolicy policy, Instant now) {
    Standing standing = Standing.of(usage, now);
    boolean paid =
        standing.status() == UsageStatus.OVERAGE_POSSIBLE && policy.allowsOverage(usage.provider());
    if (paid || !policy.blockOn().contains(standing.status())) {
      return Optional.empty();
    }
    return Optional.of(
        new Blocked(
            usage.provider(),
            standing.status(),
            usage.checkedAt(),
            standing.freeAt(0).orElse(null)));
  }
}
