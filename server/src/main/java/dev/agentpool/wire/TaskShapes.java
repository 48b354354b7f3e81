package dev.agentpool.wire;

import dev.agentpool.budget.Money;
import dev.agentpool.plan.ChainResult;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
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
      TaskRecord task, List<TaskId> after, Money cost, @Nullable ChainResult chain) {
    ObjectNode node = Shapes.task(task, after);
    node.put("task_id", task.id().value());
    outcome(node, task, cost, chain);
    return node;
  }

  /** What is told of a task that has ended, to those who watched it. */
  public static ObjectNode outcome(TaskRecord task, Money cost, @Nullable ChainResult chain) {
    ObjectNode node = Shapes.object().put("task_id", task.id().value());
    node.put("state", task.state().wireName());
    outcome(node, task, cost, chain);
    return node.put("reason", task.reason());
  }

  private static void outcome(
      ObjectNode node, TaskRecord task, Money cost, @Nullable ChainResult chain) {
    TaskResult result = task.result();
    if (chain != null) {
      node.put("output", Shapes.text(ChainShapes.result(chain))).put("success", chain.success());
    } else if (result != null) {
      node.put("output", result.output()).put("success", result.outcome().success());
    } else {
      node.putNull("output").putNull("success");
    }
    node.put("cost_microdollars", cost.micros());
    node.put("turns_used", result == null ? 0 : result.turns());
  }
}
