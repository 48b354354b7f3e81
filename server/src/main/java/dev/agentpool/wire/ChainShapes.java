package dev.agentpool.wire;

import dev.agentpool.engine.Chains;
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
    node.put("final_output", result.finalOutput());
    CostShapes.put(node, result.totalCost());
    CostShapes.put(node, "total_cost", result.totalCost());
    return node.put("success", result.success());
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
  public static ObjectNode summary(Chains.Summary chain) {
    ObjectNode node =
        Shapes.object()
            .put("chain_id", chain.id().value())
            .put("status", chain.status())
            .put("total_steps", chain.steps().total())
            .put("completed_steps", chain.steps().done())
            .put("skipped_steps", chain.steps().skipped())
            .put("failed_steps", chain.steps().failed())
            .put("cancelled_steps", chain.steps().cancelled());
    CostShapes.put(node, chain.cost());
    Shapes.time(node, "created_at_ms", chain.createdAt());
    Shapes.time(node, "completed_at_ms", chain.finishedAt());
    return node;
  }

  private static ArrayNode steps(List<ChainResult.StepResult> steps) {
    ArrayNode array = Shapes.array();
    steps.forEach(step -> array.add(step(step)));
    return array;
  }

  public static ObjectNode step(ChainResult.StepResult step) {
    ObjectNode node =
        Shapes.object()
            .put("name", step.name())
            .put("task_id", step.taskId())
            .put("output", step.output())
            .put("success", step.success());
    CostShapes.put(node, step.cost());
    node.put("retries_used", step.retriesUsed()).put("skipped", step.skipped());
    node.set("warnings", Shapes.texts(step.warnings()));
    return node;
  }
}
