package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.agentpool.task.TaskState;
import java.util.List;
import java.util.Optional;

/**
 * What a chain or workflow brought (spec slot-pool 8.3).
 *
 * {@snippet :
 * ChainResult result = pool.chain(List.of(Step.prompt("one", "Say one."))).await();
 * for (ChainResult.StepResult step : result.steps()) {
 *   System.out.println(step.name() + ": " + step.output() + " (" + step.cost() + ")");
 * }
 * }
 *
 * @param state {@code COMPLETED}, {@code FAILED} or {@code CANCELLED}; {@code RUNNING} before
 * @param steps those that ran, and the ones that were skipped; not those behind a failed one
 * @param output of the last step that ran
 * @param cost of all attempts of all steps
 * @param totalCost the same
 * @param success whether every step that had to did well
 * @param workspace that its steps shared
 */
public record ChainResult(
    @JsonProperty("chain_id") String id,
    @JsonProperty("status") TaskState state,
    List<StepResult> steps,
    @JsonProperty("final_output") String output,
    @JsonUnwrapped(prefix = "cost_") Cost cost,
    @JsonUnwrapped(prefix = "total_cost_") Cost totalCost,
    boolean success,
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @JsonPropertyDescription("that its steps shared, once it is finished")
        Optional<Workspace> workspace) {
  /** Keeps a copy of the list. */
  public ChainResult {
    steps = List.copyOf(steps);
  }

  /**
   * What one step brought.
   *
   * @param taskId of the task that it was
   * @param retriesUsed attempts beyond the first, the recovery among them
   * @param skipped whether it never ran, because of its condition or a cancelled chain
   * @param warnings what a person should know of it, as that an output variable could not be read
   */
  public record StepResult(
      String name,
      String taskId,
      String output,
      boolean success,
      @JsonUnwrapped(prefix = "cost_") Cost cost,
      int retriesUsed,
      boolean skipped,
      @JsonPropertyDescription("what a person should know of it") List<String> warnings) {
    /** Keeps a copy of the list. */
    public StepResult {
      warnings = List.copyOf(warnings);
    }
  }
}
