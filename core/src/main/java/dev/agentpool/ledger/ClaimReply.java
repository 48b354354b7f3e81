package dev.agentpool.ledger;

import dev.agentpool.budget.Money;
import dev.agentpool.budget.Reservation;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.TaskRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The answer to a claim. */
public sealed interface ClaimReply {
  /**
   * The slot has work.
   *
   * @param reservation what the attempt may take
   * @param capped whether its money is a cap, the task's own or the pool's for each; else a guess
   * @param previousSession the provider conversation of the attempt before, when that one was
   *     noted; else null
   */
  record Claimed(
      TaskRecord task,
      AttemptKey attempt,
      Reservation reservation,
      boolean capped,
      Instant leaseUntil,
      @Nullable String previousSession)
      implements ClaimReply {
    /** The money that it may spend. */
    public Money reserved() {
      return reservation.money();
    }
  }

  /**
   * Nothing to do now.
   *
   * @param wakeAt when something in the queue becomes due; null when nothing will without another
   *     move
   */
  record Nothing(@Nullable Instant wakeAt) implements ClaimReply {}
}
