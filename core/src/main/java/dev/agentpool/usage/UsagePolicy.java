package dev.agentpool.usage;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person said of usage, {@code [usage]} of their {@code config.toml}.
 *
 * @param minRemainingPercent a provider with less left in any window is not started
 * @param staleAfter an older snapshot is told as stale, which is no veto
 * @param autoRefreshAfter an older one is taken anew by who reads it; null: never
 * @param blockOn with which nothing is started
 * @param overage providers that may be used beyond their plan for money; none unless a person says
 *     so
 * @param internalInterfaces providers whose own undocumented interfaces may be asked with their
 *     log-in; none unless a person says so
 */
public record UsagePolicy(
    int minRemainingPercent,
    Duration staleAfter,
    @Nullable Duration autoRefreshAfter,
    Set<UsageStatus> blockOn,
    Set<String> overage,
    Set<String> internalInterfaces) {
  public static final UsagePolicy STANDARD =
      new UsagePolicy(
          10,
          Duration.ofMinutes(30),
          null,
          EnumSet.of(UsageStatus.LIMIT_REACHED, UsageStatus.OVERAGE_POSSIBLE),
          Set.of(),
          Set.of());

  public UsagePolicy {
    blockOn = Set.copyOf(blockOn);
    overage = Set.copyOf(overage);
    internalInterfaces = Set.copyOf(internalInterfaces);
    if (minRemainingPercent < 0 || minRemainingPercent > 100) {
      throw new IllegalArgumentException("min_remaining_percent is " + minRemainingPercent);
    }
  }

  /** Whether what is beyond the plan may be paid for. */
  public boolean allowsOverage(String provider) {
    return overage.contains(provider);
  }
}
