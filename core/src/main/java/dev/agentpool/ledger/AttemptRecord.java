package dev.agentpool.ledger;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Reservation;
import dev.agentpool.budget.Uses;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a task.
 *
 * @param reservation what is set aside for it, or was
 * @param settled whether what it took is booked and its reservation released
 * @param current whether the task still runs on it
 * @param uses null until settled
 * @param outcome null until settled or put back
 */
public record AttemptRecord(
    AttemptKey key,
    PoolId pool,
    String node,
    String slot,
    Instant startedAt,
    Instant leaseUntil,
    Reservation reservation,
    boolean settled,
    boolean current,
    @Nullable String sessionFolder,
    @Nullable String providerSession,
    @Nullable Uses uses,
    @Nullable Outcome outcome,
    @Nullable Instant endedAt) {
  /** The money that is set aside for it. */
  public Money reserved() {
    return reservation.money();
  }

  /** Null until settled. */
  public @Nullable Cost cost() {
    return uses == null ? null : uses.cost();
  }
}
