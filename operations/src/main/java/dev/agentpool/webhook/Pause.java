package dev.agentpool.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Waits until a time has come. */
@FunctionalInterface
public interface Pause {
  void until(Instant due) throws InterruptedException;

  /** Looks at the clock every minute, as a machine may sleep or its clock be set. */
  static Pause by(Clock clock) {
    dev.agentpool.time.Pause pause = dev.agentpool.time.Pause.real();
    return due -> {
      for (Duration left = Duration.between(clock.instant(), due);
          left.isPositive();
          left = Duration.between(clock.instant(), due)) {
        pause.of(left.compareTo(Duration.ofMinutes(1)) < 0 ? left : Duration.ofMinutes(1));
      }
    };
  }
}
