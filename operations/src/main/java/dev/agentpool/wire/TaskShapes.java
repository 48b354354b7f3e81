package dev.agentpool.wire;

import dev.agentpool.budget.Cost;
import dev.agentpool.plan.ChainResult;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Tasks with what came of them at the top (spec slot-pool 10). */
public final class TaskShapes {
  private TaskShapes() {}

  /**
   * @param cost of all its attempts; of a chain's parent, of all its steps
   * @param chain what the chain brought, when the task stands for one that ended
   */
  public static ObjectNode task(
      TaskRecord task, List<TaskId> after, Cost cost, @Nullable ChainResult chain) {
    ObjectNode node = Shapes.task(task, after);
    node.put("task_id", task.id().value());
    node.put("step", task.spec().part().stepName().orElse(null));
    outcome(node, task, cost, chain);
    return node;
  }

  /** What is told of a task that has ended, to those who watched it. */
  public static ObjectNode outcome(TaskRecord task, Cost cost, @Nullable ChainResult chain) {
    ObjectNode node = Shapes.object().put("task_id", task.id().value());
    node.put("state", task.state().wireName());
    outcome(node, task, cost, chain);
    return node.put("reason", task.reason());
  }

  private static void outcome(
      ObjectNode node, TaskRecord task, Cost cost, @Nullable ChainResult chain) {
    TaskResult result = task.result();
    if (chain != null) {
      node.put("output", Shapes.text(ChainShapes.output(task, chain)))
          .put("success", chain.success());
    } else if (result != null) {
      node.put("output", result.output()).put("success", result.outcome().success());
    } else {
      node.putNull("output").putNull("success");
    }
    CostShapes.put(node, cost);
    node.put("turns_used", result == null ? 0 : result.turns());
    node.put("elapsed_ms", elapsedMillis(task));
    if (node.path("result") instanceof ObjectNode within) {
      within.put("output", node.get("output").asString(""));
      within.put("elapsed_ms", elapsedMillis(task));
      CostShapes.put(within, cost); // one figure, wherever one looks
    }
  }

  /**
   * What its last attempt took; of a plan, and of what has no result, from its beginning to its
   * end; 0 until then.
   */
  public static long elapsedMillis(TaskRecord task) {
    Instant began = task.startedAt();
    Instant ended = task.finishedAt();
    TaskResult result = task.result();
    if (result != null && !task.spec().isParent()) {
      return result.elapsed().toMillis();
    }
    return began == null || ended == null ? 0 : Duration.between(began, ended).toMillis();
  }
}
