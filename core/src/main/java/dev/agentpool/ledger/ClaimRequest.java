package dev.agentpool.ledger;

import dev.agentpool.budget.Money;
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
 * @param estimateFactor the estimate is this times the dearest of the last 20 settled tasks, never
 *     below {@code estimate}
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
    Money estimate,
    double estimateFactor,
    boolean pinnedOnly,
    WhenOut whenOut,
    @Nullable TaskId only) {
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
        estimate,
        estimateFactor,
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
        pinnedOnly,
        whenOut,
        task);
  }

  public ClaimRequest {
    pausedProviders = Set.copyOf(pausedProviders);
  }
}
