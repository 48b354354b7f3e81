package dev.agentpool.ledger;

/**
 * How the steps of one plan stand; what finishes its workspace is none of them.
 *
 * @param done completed, or done and waiting for a reviewer
 * @param skipped by their condition, or since the plan was cancelled or broke off before them
 * @param failed by themselves
 * @param cancelled while they ran
 */
public record StepCounts(int total, int done, int skipped, int failed, int cancelled) {
  public static final StepCounts NONE = new StepCounts(0, 0, 0, 0, 0);

  public StepCounts plus(StepCounts other) {
    return new StepCounts(
        total + other.total,
        done + other.done,
        skipped + other.skipped,
        failed + other.failed,
        cancelled + other.cancelled);
  }
}
