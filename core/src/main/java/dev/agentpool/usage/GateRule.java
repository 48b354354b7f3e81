package dev.agentpool.usage;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether something new may be started with a provider, by the newest that is known of its usage
 * (spec control-plane 11.2). What has been reset since blocks nobody; what is not known does not
 * either.
 */
public final class GateRule {
  private GateRule() {}

  /**
   * What is in the way.
   *
   * @param resetAt when it is out of it; null when nobody says
   */
  public record Blocked(
      String provider, UsageStatus status, Instant checkedAt, @Nullable Instant resetAt) {}

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
