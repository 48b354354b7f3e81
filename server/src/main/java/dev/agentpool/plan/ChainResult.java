package dev.agentpool.plan;

import dev.agentpool.budget.Money;
import java.util.List;

/**
 * What a chain brought (spec slot-pool 8.3).
 *
 * @param steps those that ran, and the ones that were skipped; not those behind a failed one
 * @param finalOutput of the last step that ran
 * @param totalCost of all attempts of all steps
 */
public record ChainResult(
    List<StepResult> steps, String finalOutput, Money totalCost, boolean success) {
  public ChainResult {
    steps = List.copyOf(steps);
  }

  /**
   * @param retriesUsed attempts beyond the first, the recovery among them
   */
  public record StepResult(
      String name,
      String output,
      boolean success,
      Money cost,
      int retriesUsed,
      boolean skipped,
      String taskId) {}
}
