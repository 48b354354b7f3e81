package dev.agentpool.api;

import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * Where a chain is (spec slot-pool 8.4).
 *
 * {@snippet :
 * ChainHandle chain = pool.chain(List.of(Step.prompt("one", "Say one.")));
 * ChainProgress progress = chain.progress();
 * System.out.println(progress.completedSteps().size() + " of " + progress.totalSteps() + " steps");
 * }
 *
 * @param state {@code RUNNING} until it ends
 * @param currentStep counted from 0; empty before the first and after the last
 * @param partialOutput what the current step has said so far
 */
public record ChainProgress(
    String id,
    TaskState state,
    int totalSteps,
    OptionalInt currentStep,
    Optional<String> currentStepName,
    String partialOutput,
    Optional<Instant> currentStepStartedAt,
    List<ChainResult.StepResult> completedSteps) {
  /** Keeps a copy of the list. */
  public ChainProgress {
    completedSteps = List.copyOf(completedSteps);
  }

  static ChainProgress of(JsonNode node) {
    return new ChainProgress(
        Answer.text(node, "chain_id"),
        TaskState.ofWireName(Answer.text(node, "status")),
        Answer.number(node, "total_steps"),
        node.path("current_step").isNumber()
            ? OptionalInt.of(Answer.number(node, "current_step"))
            : OptionalInt.empty(),
        Answer.optionalText(node, "current_step_name"),
        Answer.text(node, "current_step_partial_output"),
        Answer.optionalTime(node, "current_step_started_at_ms"),
        Answer.list(node.path("completed_steps"), ChainResult.StepResult::of));
  }
}
