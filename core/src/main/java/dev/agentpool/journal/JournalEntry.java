package dev.agentpool.journal;

import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change. Sequence numbers start at 1 and have no hole.
 *
 * @param task null for a change of the pool itself
 * @param fence the attempt it concerns, 0 for none
 * @param from the task's state before; null for a submit or a change of the pool
 * @param to the task's state after; null for a change of the pool
 * @param detail for people and readers: outcome, reason, money; may be empty
 */
public record JournalEntry(
    long seq,
    Instant at,
    PoolId pool,
    JournalKind kind,
    @Nullable TaskId task,
    int fence,
    @Nullable TaskState from,
    @Nullable TaskState to,
    String detail) {}
