package dev.agentpool.task;

import java.time.Instant;

/**
 * The rules of a task's life (architecture, section 4): pure functions without clock, thread or
 * I/O.
 *
 * <p>INVARIANTS: a terminal task never changes; only the current fence of a running task moves it;
 * an attempt is counted exactly when it settles with an outcome that is the agent's or the task's
 * own doing.
 */
public final class TaskRules {
  private TaskRules() {}

  public static Decision decide(TaskRecord task, Move move, Instant now) {
    return switch (move) {
      case Move.Unblock _ ->
          task.state() == TaskState.BLOCKED ? moved(task.draft().waiting(null)) : unchanged(task);
      case Move.DependencyFailed failed -> dependencyFailed(task, failed, now);
      case Move.Claim claim -> claim(task, claim, now);
      case Move.Settle settle -> settle(task, settle, now);
      case Move.PutBack back -> putBack(task, back);
      case Move.RefuseForBudget refusal -> refuseForBudget(task, refusal, now);
      case Move.GiveUpWaiting giving ->
          task.state() == TaskState.PENDING
              ? failedWithout(task, Outcome.of(OutcomeCode.NO_SLOT_AVAILABLE, giving.why()), now)
              : unchanged(task);
      case Move.Postpone postpone ->
          task.state() == TaskState.PENDING
              ? moved(task.draft().because(postpone.why()).waiting(postpone.notBefore()))
              : unchanged(task);
      case Move.PlanEnded ended -> planEnded(task, ended, now);
      case Move.Cancel cancel -> cancel(task, cancel, now);
      case Move.Approve _ -> approve(task, now);
      case Move.Reject reject -> reject(task, reject, now);
    };
  }

  private static Decision dependencyFailed(
      TaskRecord task, Move.DependencyFailed failed, Instant now) {
    if (task.state() != TaskState.BLOCKED) {
      return unchanged(task);
    }
    String why = "dependency " + failed.dependency() + " did not complete: " + failed.why();
    return failedWithout(task, Outcome.of(OutcomeCode.DEPENDENCY_FAILED, why), now);
  }

  private static Decision claim(TaskRecord task, Move.Claim claim, Instant now) {
    if (task.state() != TaskState.PENDING) {
      return wrongState(task, "claimed");
    }
    Instant notBefore = task.notBefore();
    if (notBefore != null && notBefore.isAfter(now)) {
      return refused(
          Refusal.Code.WRONG_STATE, task.id() + " waits until " + notBefore + ": " + task.reason());
    }
    return moved(task.draft().claimed(claim.slot(), now));
  }

  private static Decision settle(TaskRecord task, Move.Settle settle, Instant now) {
    if (!isCurrent(task, settle.fence())) {
      return stale(task, settle.fence());
    }
    TaskResult result = settle.result();
    Outcome outcome = result.outcome();
    return switch (outcome.code().then()) {
      case SUCCEED ->
          moved(
              task.draft()
                  .counted()
                  .result(result)
                  .ended(
                      task.spec().review().required() && outcome.code() != OutcomeCode.SKIPPED
                          ? TaskState.PENDING_REVIEW
                          : TaskState.COMPLETED,
                      now));
      case FAIL -> failOrRecover(task, task.draft().counted().result(result), outcome, now);
      case RETRY -> retry(task, result, now);
      case PUT_BACK ->
          moved(task.draft().result(result).because(outcome.message()).waiting(outcome.until()));
    };
  }

  private static Decision retry(TaskRecord task, TaskResult result, Instant now) {
    RetryPolicy policy = task.spec().retry();
    int attempts = task.attempts() + 1;
    TaskDraft draft = task.draft().counted().result(result);
    String message = result.outcome().message();
    if (attempts >= policy.maxAttempts()) {
      return failOrRecover(task, draft, result.outcome(), now);
    }
    String why = "attempt " + attempts + " of " + policy.maxAttempts() + " failed: " + message;
    return moved(draft.because(why).waiting(now.plus(policy.delayAfter(attempts))));
  }

  /** A step's recovery prompt is asked once, after everything else has failed (spec 8.3). */
  private static Decision failOrRecover(
      TaskRecord task, TaskDraft draft, Outcome outcome, Instant now) {
    boolean recovers =
        task.spec().part() instanceof PlanPart.Step step
            && step.recovery() != null
            && outcome.code().recoverable()
            && !task.recovering();
    if (!recovers) {
      return moved(draft.because(outcome.message()).ended(TaskState.FAILED, now));
    }
    return moved(draft.recovering().because("recovering from: " + outcome.message()).waiting(null));
  }

  private static Decision planEnded(TaskRecord task, Move.PlanEnded ended, Instant now) {
    if (task.state() != TaskState.RUNNING || !task.spec().isParent()) {
      return unchanged(task);
    }
    Outcome outcome =
        Outcome.of(ended.success() ? OutcomeCode.COMPLETED : OutcomeCode.PLAN_FAILED, ended.why());
    return moved(
        task.draft()
            .result(TaskResult.withoutAgent(outcome))
            .because(ended.why())
            .ended(ended.success() ? TaskState.COMPLETED : TaskState.FAILED, now));
  }

  /** Whether its end lets those that wait for it go on: it did well, or it may fail. */
  public static boolean letsOthersGoOn(TaskRecord ended) {
    if (ended.state() == TaskState.COMPLETED) {
      return true;
    }
    TaskResult result = ended.result();
    return ended.spec().part() instanceof PlanPart.Step step
        && step.mayFail()
        && ended.state() == TaskState.FAILED
        && (result == null || result.outcome().code() != OutcomeCode.DEPENDENCY_FAILED);
  }

  private static Decision putBack(TaskRecord task, Move.PutBack back) {
    return isCurrent(task, back.fence())
        ? moved(task.draft().because(back.why()).waiting(back.notBefore()))
        : stale(task, back.fence());
  }

  private static Decision refuseForBudget(
      TaskRecord task, Move.RefuseForBudget refusal, Instant now) {
    return task.state() == TaskState.PENDING
        ? failedWithout(task, Outcome.of(OutcomeCode.BUDGET_EXHAUSTED, refusal.why()), now)
        : unchanged(task);
  }

  private static Decision cancel(TaskRecord task, Move.Cancel cancel, Instant now) {
    if (task.state().terminal()) {
      return unchanged(task);
    }
    return moved(task.draft().because(cancel.why()).ended(TaskState.CANCELLED, now));
  }

  private static Decision approve(TaskRecord task, Instant now) {
    return task.state() == TaskState.PENDING_REVIEW
        ? moved(task.draft().ended(TaskState.COMPLETED, now))
        : wrongState(task, "approved: it is not pending review");
  }

  private static Decision reject(TaskRecord task, Move.Reject reject, Instant now) {
    if (task.state() != TaskState.PENDING_REVIEW) {
      return wrongState(task, "rejected: it is not pending review");
    }
    int rejections = task.rejections() + 1;
    int most = task.spec().review().maxRejections();
    if (rejections >= most) {
      String why =
          "rejected "
              + rejections
              + " times, the most allowed ("
              + most
              + "); last feedback: "
              + reject.feedback();
      return moved(
          task.draft().rejected(reject.feedback()).because(why).ended(TaskState.FAILED, now));
    }
    return moved(
        task.draft()
            .rejected(reject.feedback())
            .freshAttempts()
            .result(null)
            .because(reject.feedback())
            .waiting(null));
  }

  private static Decision failedWithout(TaskRecord task, Outcome outcome, Instant now) {
    TaskResult result =
        task.result() == null
            ? TaskResult.withoutAgent(outcome)
            : task.result().withOutcome(outcome);
    return moved(
        task.draft().result(result).because(outcome.message()).ended(TaskState.FAILED, now));
  }

  private static boolean isCurrent(TaskRecord task, int fence) {
    return task.state() == TaskState.RUNNING && task.fence() == fence;
  }

  private static Decision moved(TaskDraft draft) {
    return new Decision.Moved(draft.done());
  }

  private static Decision unchanged(TaskRecord task) {
    return new Decision.Unchanged(task.id() + " is " + task.state().wireName());
  }

  private static Decision stale(TaskRecord task, int fence) {
    return refused(
        Refusal.Code.STALE_ATTEMPT,
        "attempt "
            + fence
            + " of "
            + task.id()
            + " is not its current one: it is "
            + task.state().wireName()
            + " at attempt "
            + task.fence());
  }

  private static Decision wrongState(TaskRecord task, String what) {
    return refused(
        Refusal.Code.WRONG_STATE,
        task.id() + " cannot be " + what + " (state: " + task.state().wireName() + ")");
  }

  private static Decision refused(Refusal.Code code, String message) {
    return new Decision.Refused(Refusal.of(code, message));
  }
}
