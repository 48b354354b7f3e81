package dev.agentpool.api;

import dev.agentpool.answer.Cost;
import dev.agentpool.task.TaskState;
import java.util.List;
import tools.jackson.databind.JsonNode;

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
 */
public record ChainResult(
    String id, TaskState state, List<StepResult> steps, String output, Cost cost) {
  /**
   * What one step brought.
   *
   * @param retriesUsed attempts beyond the first, the recovery among them
   * @param skipped whether it never ran, because of its condition or a cancelled chain
   * @param taskId of the task that it was
   * @param warnings what a person should know of it, as that an output variable could not be read
   */
  public record StepResult(
      String name,
      String taskId,
      String output,
      boolean success,
      Cost cost,
      int retriesUsed,
      boolean skipped,
      List<String> warnings) {
    /** Keeps a copy of the list. */
    public StepResult {
      warnings = List.copyOf(warnings);
    }

    static StepResult of(JsonNode node) {
      return new StepResult(
          Answer.text(node, "name"),
          Answer.text(node, "task_id"),
          Answer.text(node, "output"),
          Answer.flag(node, "success"),
          Answer.cost(node, "cost"),
          Answer.number(node, "retries_used"),
          Answer.flag(node, "skipped"),
          Answer.texts(node, "warnings"));
    }
  }

  /** Keeps a copy of the list. */
  public ChainResult {
    steps = List.copyOf(steps);
  }

  /** Whether every step that had to did well. */
  public boolean success() {
    return state == TaskState.COMPLETED;
  }

  static ChainResult of(String id, TaskState state, JsonNode node) {
    return new ChainResult(
        id,
        state,
        Answer.list(node.path("steps"), StepResult::of),
        Answer.text(node, "final_output"),
        Answer.cost(node, "total_cost"));
  }
}
