package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

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
 * @param currentStepStartedAtSeconds the same as {@code currentStepStartedAt}, in seconds
 */
public record ChainProgress(
    @JsonProperty("chain_id") String id,
    @JsonProperty("status") TaskState state,
    int totalSteps,
    @JsonPropertyDescription("counted from 0") OptionalInt currentStep,
    Optional<String> currentStepName,
    @JsonProperty("current_step_partial_output") Optional<String> partialOutput,
    Optional<Instant> currentStepStartedAt,
    @JsonProperty("current_step_started_at") @JsonPropertyDescription("in seconds")
        OptionalLong currentStepStartedAtSeconds,
    List<ChainResult.StepResult> completedSteps) {
  /** Keeps a copy of the list. */
  public ChainProgress {
    completedSteps = List.copyOf(completedSteps);
  }
}
