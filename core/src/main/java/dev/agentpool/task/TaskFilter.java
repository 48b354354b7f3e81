package dev.agentpool.task;

import dev.agentpool.pool.PoolId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks to list, newest first.
 *
 * @param pool null for all pools
 * @param states empty for all
 * @param tags any of them; empty for all
 * @param limit 1 to 10,000
 */
public record TaskFilter(
    @Nullable PoolId pool,
    Set<TaskState> states,
    List<String> tags,
    @Nullable String slot,
    @Nullable PlanId plan,
    int limit,
    int offset) {
  public TaskFilter {
    states = Set.copyOf(states);
    tags = List.copyOf(tags);
    if (limit < 1 || limit > 10_000 || offset < 0) {
      throw new IllegalArgumentException("limit must be 1 to 10000 and offset 0 or more");
    }
  }

  public static TaskFilter all(@Nullable PoolId pool) {
    return new TaskFilter(pool, Set.of(), List.of(), null, null, 10_000, 0);
  }
}
