package dev.agentpool.config;

import java.time.Duration;

/**
 * How slots whose agents keep failing are looked after ({@code [supervisor]}; spec slot-pool 7.11).
 *
 * @param enabled whether such a slot is taken out of service and started again; else it goes on
 *     taking tasks
 * @param interval the wait before the first restart; doubles with each further one
 * @param maxRestarts within an hour; then the slot waits for a person
 */
public record Supervision(boolean enabled, Duration interval, int maxRestarts) {
  public static final Supervision STANDARD = new Supervision(true, Duration.ofSeconds(30), 3);

  public Supervision {
    if (!interval.isPositive() || maxRestarts < 0) {
      throw new IllegalArgumentException("not a supervision: " + interval + ", " + maxRestarts);
    }
  }
}
