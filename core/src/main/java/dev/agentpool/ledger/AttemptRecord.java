package dev.agentpool.ledger;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a task.
 *
 * @param settled whether its cost is booked and its reservation released
 * @param current whether the task still runs on it
 * @param cost null until settled
 * @param outcome null until settled or put back
 */
public record AttemptRecord(
    AttemptKey key,
    PoolId pool,
    String node,
    String slot,
    Instant startedAt,
    Instant leaseUntil,
    Money reserved,
    boolean settled,
    boolean current,
    @Nullable String sessionFolder,
    @Nullable String providerSession,
    @Nullable Cost cost,
    @Nullable Outcome outcome,
    @Nullable Instant endedAt) {}
