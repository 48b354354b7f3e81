package dev.agentpool.mcp.tools;

import dev.agentpool.plan.ChainProgress;
import dev.agentpool.plan.ChainResult;
import dev.agentpool.plan.ChainResult.StepResult;
import dev.agentpool.wire.Shapes;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Chains as JSON (spec slot-pool 8.3 and 8.4). */
final class ChainJson {
  private ChainJson() {}

  static ObjectNode result(ChainResult result) {
    ObjectNode node = Shapes.object();
    node.set("steps", steps(result.steps()));
    return node.put("final_output", result.finalOutput())
        .put("total_cost_microdollars", result.totalCost().micros())
        .put("success", result.success());
  }

  static ObjectNode progress(ChainProgress progress) {
    ObjectNode node = Shapes.object().put("total_steps", progress.totalSteps());
    node.put("current_step", progress.currentStep());
    node.put("current_step_name", progress.currentStepName());
    if (progress.partialOutput() != null) {
      node.put("current_step_partial_output", progress.partialOutput());
    }
    if (progress.currentStepStartedAt() != null) {
      node.put("current_step_started_at", progress.currentStepStartedAt().getEpochSecond());
    }
    node.set("completed_steps", steps(progress.completedSteps()));
    return node.put("status", progress.status());
  }

  private static ArrayNode steps(List<StepResult> steps) {
    ArrayNode array = Shapes.array();
    for (StepResult step : steps) {
      array.add(
          Shapes.object()
              .put("name", step.name())
              .put("output", step.output())
              .put("success", step.success())
              .put("cost_microdollars", step.cost().micros())
              .put("retries_used", step.retriesUsed())
              .put("skipped", step.skipped())
              .put("task_id", step.taskId()));
    }
    return array;
  }
}
