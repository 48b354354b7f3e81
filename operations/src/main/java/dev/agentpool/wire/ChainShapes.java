package dev.agentpool.wire;

import dev.agentpool.answer.ChainProgress;
import dev.agentpool.answer.ChainResult;
import dev.agentpool.answer.ChainSummary;
import dev.agentpool.answer.Cost;
import dev.agentpool.answer.Json;
import dev.agentpool.answer.Workspace;
import dev.agentpool.engine.Chains;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import dev.agentpool.task.WorkspaceOutcome;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/** Chains, their progress and what they brought (spec slot-pool 8.3, 8.4, 10). */
public final class ChainShapes {
  private ChainShapes() {}

  public static ChainResult result(
      TaskRecord parent,
      dev.agentpool.plan.ChainResult result,
      Optional<WorkspaceOutcome> workspace) {
    return new ChainResult(
        parent.id().value(),
        parent.state().terminal() ? parent.state() : TaskState.RUNNING,
        steps(result.steps()),
        result.finalOutput(),
        Cost.of(result.totalCost()),
        Cost.of(result.totalCost()),
        result.success(),
        workspace.map(ChainShapes::workspace));
  }

  private static Workspace workspace(WorkspaceOutcome workspace) {
    return new Workspace(
        workspace.mode(),
        Optional.ofNullable(workspace.path()),
        Optional.ofNullable(workspace.branch()),
        workspace.commits(),
        Optional.ofNullable(workspace.patch()));
  }

  /** What a chain brought, without whose it is: the output of the task that stands for it. */
  public static ObjectNode output(TaskRecord parent, dev.agentpool.plan.ChainResult result) {
    ObjectNode output = Json.ANSWERS.valueToTree(result(parent, result, Optional.empty()));
    output.remove(List.of("chain_id", "status"));
    return output;
  }

  /** Where a chain is. */
  public static ChainProgress progress(String id, dev.agentpool.plan.ChainProgress progress) {
    var startedAt = Optional.ofNullable(progress.currentStepStartedAt());
    return new ChainProgress(
        id,
        TaskState.ofWireName(progress.status()),
        progress.totalSteps(),
        progress.currentStep() == null
            ? OptionalInt.empty()
            : OptionalInt.of(progress.currentStep()),
        Optional.ofNullable(progress.currentStepName()),
        Optional.ofNullable(progress.partialOutput()),
        startedAt,
        startedAt.map(time -> OptionalLong.of(time.getEpochSecond())).orElse(OptionalLong.empty()),
        steps(progress.completedSteps()));
  }

  /** One line of a list of chains. */
  public static ChainSummary summary(Chains.Summary chain) {
    return new ChainSummary(
        chain.id().value(),
        TaskState.ofWireName(chain.status()),
        chain.title().text(),
        chain.steps().total(),
        chain.steps().done(),
        chain.steps().skipped(),
        chain.steps().failed(),
        chain.steps().cancelled(),
        Cost.of(chain.cost()),
        chain.createdAt(),
        Optional.ofNullable(chain.finishedAt()));
  }

  private static List<ChainResult.StepResult> steps(
      List<dev.agentpool.plan.ChainResult.StepResult> steps) {
    return steps.stream()
        .map(step ->
            new ChainResult.StepResult(
                step.name(),
                step.taskId(),
                step.output(),
                step.success(),
                Cost.of(step.cost()),
                step.retriesUsed(),
                step.skipped(),
                step.warnings()))
        .toList();
  }
}
