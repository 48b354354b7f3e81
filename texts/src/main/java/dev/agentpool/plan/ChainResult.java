package dev.agentpool.plan;

import dev.agentpool.budget.Cost;
import java.util.List;

/**
 * What a chain brought (spec slot-pool 8.3).
 *
 * @param steps those that ran, and the ones that were skipped; not those behind a failed one
 * @param finalOutput of the last step that ran
 * @param totalCost of all attempts of all steps
 */
public record ChainResult(
    List<StepResult> steps, String finalOutput, Cost totalCost, boolean success) {
  public ChainResult {
    steps = List.copyOf(steps);
  }

  /**
   * @param retriesUsed attempts beyond the first, the recovery among them
   * @param warnings what a person should know of it, as that an output variable could not be read
   */
  public record StepResult(
      String name,
      String output,
      boolean success,
      Cost cost,
      int retriesUsed,
      boolean skipped,
      String taskId,
      List<String> warnings) {
    public StepResult {
      warnings = List.copyOf(warnings);
    }
  }
}
