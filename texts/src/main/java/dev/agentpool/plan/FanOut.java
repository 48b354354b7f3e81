package dev.agentpool.plan;

import dev.agentpool.ledger.Submission;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.DependencyPolicy;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Independent tasks submitted together (spec slot-pool 8.5). A bound on how many run at once is
 * part of the graph: task {@code i} waits for task {@code i - bound}, however that ends; so it
 * holds whoever goes away.
 */
public final class FanOut {
  private FanOut() {}

  /**
   * @param afterTasks what all of them wait for
   * @param atOnce the most that may run at a time; 0 for as many as there are slots
   */
  public static Submission of(
      PoolId pool,
      List<TaskSpec> tasks,
      List<TaskId> afterTasks,
      int atOnce,
      @Nullable String idempotencyKey) {
    if (tasks.isEmpty()) {
      throw new InvalidPlan("a fan-out with no prompts: give at least one");
    }
    List<Submission.Node> nodes = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      boolean waits = atOnce > 0 && i >= atOnce;
      nodes.add(
          new Submission.Node(
              waits
                  ? tasks.get(i).withOnDependencyFailure(DependencyPolicy.CONTINUE)
                  : tasks.get(i),
              waits ? List.of(i - atOnce) : List.of(),
              waits ? List.of() : afterTasks));
    }
    return new Submission(pool, nodes, null, idempotencyKey);
  }
}
