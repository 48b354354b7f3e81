package dev.agentpool.wire;

import dev.agentpool.plan.ChainProgress;
import dev.agentpool.plan.ChainResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Chains, their progress and what they brought (spec slot-pool 8.3, 8.4, 10). */
public final class ChainShapes {
  private ChainShapes() {}

  public static ObjectNode result(ChainResult result) {
    ObjectNode node = Shapes.object();
    node.set("steps", steps(result.steps()));
    return node.put("final_output", result.finalOutput())
        .put("total_cost_microdollars", result.totalCost().micros())
        .put("success", result.success());
  }

  /** Where a chain is; absent members are null. */
  public static ObjectNode progress(String id, ChainProgress progress) {
    ObjectNode node = Shapes.object().put("chain_id", id).put("status", progress.status());
    node.put("total_steps", progress.totalSteps());
    node.put("current_step", progress.currentStep());
    node.put("current_step_name", progress.currentStepName());
    node.put("current_step_partial_output", progress.partialOutput());
    Shapes.time(node, "current_step_started_at_ms", progress.currentStepStartedAt());
    node.put("current_step_started_at", seconds(progress));
    node.set("completed_steps", steps(progress.completedSteps()));
    return node;
  }

  private static @Nullable Long seconds(ChainProgress progress) {
    return progress.currentStepStartedAt() == null
        ? null
        : (Long) progress.currentStepStartedAt().getEpochSecond();
  }

  /** One line of a list of chains. */
  public static ObjectNode summary(String id, ChainProgress progress) {
    return Shapes.object()
        .put("chain_id", id)
        .put("status", progress.status())
        .put("total_steps", progress.totalSteps())
        .put("completed_steps", progress.completedSteps().size());
  }

  private static ArrayNode steps(List<ChainResult.StepResult> steps) {
    ArrayNode array = Shapes.array();
    steps.forEach(step -> array.add(step(step)));
    return array;
  }

  public static ObjectNode step(ChainResult.StepResult step) {
    return Shapes.object()
        .put("name", step.name())
        .put("task_id", step.taskId())
        .put("output", step.output())
        .put("success", step.success())
        .put("cost_microdollars", step.cost().micros())
        .put("retries_used", step.retriesUsed())
        .put("skipped", step.skipped());
  }
}
