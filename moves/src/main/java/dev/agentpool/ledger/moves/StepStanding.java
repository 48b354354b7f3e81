package dev.agentpool.ledger.moves;

import dev.agentpool.ledger.StepCounts;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskState;
import org.jspecify.annotations.Nullable;

/** As what a step of a plan counts. Pure. */
public final class StepStanding {
  private StepStanding() {}

  /**
   * @param outcome of its last attempt; null when it has none
   * @param claims how often it was begun
   */
  public static StepCounts of(TaskState state, @Nullable OutcomeCode outcome, int claims) {
    return switch (state) {
      case BLOCKED, PENDING, RUNNING -> new StepCounts(1, 0, 0, 0, 0);
      case PENDING_REVIEW -> new StepCounts(1, 1, 0, 0, 0);
      case COMPLETED ->
          outcome == OutcomeCode.SKIPPED
              ? new StepCounts(1, 0, 1, 0, 0)
              : new StepCounts(1, 1, 0, 0, 0);
      case FAILED ->
          outcome == OutcomeCode.DEPENDENCY_FAILED
              ? new StepCounts(1, 0, 1, 0, 0)
              : new StepCounts(1, 0, 0, 1, 0);
      case CANCELLED -> claims == 0 ? new StepCounts(1, 0, 1, 0, 0) : new StepCounts(1, 0, 0, 0, 1);
    };
  }
}
