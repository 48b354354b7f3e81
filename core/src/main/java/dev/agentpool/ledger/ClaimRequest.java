package dev.agentpool.ledger;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Limits;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Reservation;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A free slot asks for work.
 *
 * @param pausedProviders tasks whose settings name one of these are passed over
 * @param defaultProvider the provider of a task whose settings name none
 * @param pinnedOnly whether the slot takes only tasks that name it
 * @param estimate what to reserve for a task without a cap and without history of its model
 * @param estimateFactor the estimate is this times the most that one of the last 20 settled tasks
 *     took, never below {@code estimate}
 * @param ofAttempt what bounds an attempt of a task whose own settings say nothing else, in tokens
 *     and turns
 * @param whenOut what becomes of a task for which there is no money
 * @param only the one task that it may take; null for any
 */
public record ClaimRequest(
    String node,
    PoolId pool,
    String slot,
    Duration lease,
    Set<String> pausedProviders,
    String defaultProvider,
    Reservation estimate,
    double estimateFactor,
    Limits ofAttempt,
    boolean pinnedOnly,
    WhenOut whenOut,
    @Nullable TaskId only) {
  /** With the built-in estimates of tokens and turns. */
  public ClaimRequest(
      String node,
      PoolId pool,
      String slot,
      Duration lease,
      Set<String> pausedProviders,
      String defaultProvider,
      Money estimate,
      double estimateFactor) {
    this(
        node,
        pool,
        slot,
        lease,
        pausedProviders,
        defaultProvider,
        Reservation.USUAL.with(Amount.of(estimate)),
        estimateFactor,
        Limits.NONE,
        false,
        WhenOut.FAIL,
        null);
  }

  /** The same, with tasks that find no money treated so. */
  public ClaimRequest when(WhenOut out) {
    return new ClaimRequest(
        node,
        pool,
        slot,
        lease,
        pausedProviders,
        defaultProvider,
        estimate,
        estimateFactor,
        ofAttempt,
        pinnedOnly,
        out,
        only);
  }

  /** The same for this task alone, whatever its provider. */
  public ClaimRequest only(TaskId task) {
    return new ClaimRequest(
        node,
        pool,
        slot,
        lease,
        Set.of(),
        defaultProvider,
        estimate,
        estimateFactor,
        ofAttempt,
        pinnedOnly,
        whenOut,
        task);
  }

  public ClaimRequest {
    pausedProviders = Set.copyOf(pausedProviders);
  }
}
