package dev.agentpool.ledger;

import dev.agentpool.budget.Money;
import dev.agentpool.pool.PoolId;
import java.time.Duration;
import java.util.Set;

/**
 * A free slot asks for work.
 *
 * @param pausedProviders tasks whose settings name one of these are passed over
 * @param defaultProvider the provider of a task whose settings name none
 * @param pinnedOnly whether the slot takes only tasks that name it
 * @param estimate what to reserve for a task without a cap and without history of its model
 * @param estimateFactor the estimate is this times the dearest of the last 20 settled tasks, never
 *     below {@code estimate}
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
    boolean pinnedOnly) {
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
        node, pool, slot, lease, pausedProviders, defaultProvider, estimate, estimateFactor, false);
  }

  public ClaimRequest {
    pausedProviders = Set.copyOf(pausedProviders);
  }
}
