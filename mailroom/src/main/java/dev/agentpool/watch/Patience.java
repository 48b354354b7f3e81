package dev.agentpool.watch;

import java.time.Duration;

/**
 * How long is waited for what.
 *
 * @param quiet a file that is written where it lies counts when it stood still for so long and
 *     nobody has it open to write to
 * @param tick between two looks at files that are not whole yet
 * @param empty a file without a byte counts when it stood still for so long
 * @param look between two looks at a folder of which nothing was heard; it finds what the system
 *     did not tell, and folders that went and came back
 */
public record Patience(Duration quiet, Duration tick, Duration empty, Duration look) {
  public static final Patience USUAL =
      new Patience(
          Duration.ofMillis(100),
          Duration.ofMillis(25),
          Duration.ofMinutes(1),
          Duration.ofSeconds(1));

  public Patience {
    for (Duration each : new Duration[] {quiet, tick, empty, look}) {
      if (each.isNegative() || each.isZero()) {
        throw new IllegalArgumentException("no time at all is no patience: " + each);
      }
    }
  }
}
