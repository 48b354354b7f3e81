package dev.agentpool.ledger;

import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * Which of the tasks that have ended, and that nobody has looked at since, are meant.
 *
 * @param pool null for all
 * @param state {@link TaskState#COMPLETED} or {@link TaskState#FAILED}
 * @param limit at least 0
 */
public record UnseenFilter(@Nullable PoolId pool, TaskState state, int limit) {
  public UnseenFilter {
    if (limit < 0) {
      throw new IllegalArgumentException("limit cannot be negative");
    }
  }
}
