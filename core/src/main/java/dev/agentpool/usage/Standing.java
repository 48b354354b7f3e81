package dev.agentpool.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a snapshot means now: windows that began anew since say nothing any more, so what was
 * exhausted then blocks nobody now.
 *
 * @param status now
 * @param windows that still hold
 */
public record Standing(Usage usage, UsageStatus status, List<Window> windows, Duration age) {
  public Standing {
    windows = List.copyOf(windows);
  }

  public static Standing of(Usage usage, Instant now) {
    List<Window> hold =
        usage.windows().stream().filter(window -> !window.isOver(usage.checkedAt(), now)).toList();
    Duration age = Duration.between(usage.checkedAt(), now);
    return new Standing(usage, status(usage, hold), hold, age.isNegative() ? Duration.ZERO : age);
  }

  private static UsageStatus status(Usage usage, List<Window> hold) {
    boolean same = hold.size() == usage.windows().size();
    return same || !usage.status().tells() ? usage.status() : UsageStatus.of(hold);
  }

  /** When all that is in the way is out of it; empty when nobody says. */
  public Optional<Instant> freeAt(double least) {
    return windows.stream()
        .filter(window -> window.ofPlan() && isBelow(window, least))
        .flatMap(window -> Optional.ofNullable(window.resetAt()).stream())
        .max(Instant::compareTo)
        .or(() ->
            windows.stream()
                .flatMap(window -> Optional.ofNullable(window.resetAt()).stream())
                .min(Instant::compareTo));
  }

  static boolean isBelow(Window window, double least) {
    Double left = window.remainingPercent();
    return left != null && (left <= 0 || left < least);
  }
}
