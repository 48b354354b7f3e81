package dev.agentpool.ledger.moves;

import java.time.Duration;

/**
 * The numbers that the moves go by.
 *
 * @param queueBound the most tasks of a pool that are not terminal
 * @param patience how long a task that finds no room lets smaller ones pass
 * @param forgottenAfter how long after its lease an attempt that nobody settles is booked at its
 *     upper bound
 */
public record MoveSettings(long queueBound, Duration patience, Duration forgottenAfter) {
  public static final MoveSettings USUAL =
      new MoveSettings(1_000_000, Duration.ofMinutes(10), Duration.ofHours(1));

  public MoveSettings withQueueBound(long changed) {
    return new MoveSettings(changed, patience, forgottenAfter);
  }
}
