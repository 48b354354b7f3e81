package dev.agentpool.task;

import dev.agentpool.pool.PoolId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task as it stands. Only {@link TaskRules} makes a new one out of an old one.
 *
 * @param insideOf the task inside of which it was asked for; null for a person's
 * @param retryOf the failed or cancelled one whose work this is anew; null for work that is new
 * @param recovering whether the next attempt asks a step's recovery prompt, not its own
 * @param feedback what a reviewer said of the answers so far, newest last; it stands beside the
 *     prompt, so nothing in it is ever filled in
 * @param fence the number of claims so far; the current or last attempt's fence
 * @param attempts counted attempts so far (a rate limit or a lost node counts none)
 * @param rejections by a reviewer, so far
 * @param notBefore while pending: not to be claimed earlier; null for at once
 * @param reason why it is where it is, for people: what it waits for, why it failed; may be empty
 * @param slot where it runs or last ran
 * @param result of the last attempt that settled
 */
public record TaskRecord(
    TaskId id,
    PoolId pool,
    @Nullable PlanId plan,
    @Nullable InsideOf insideOf,
    @Nullable TaskId retryOf,
    TaskSpec spec,
    TaskState state,
    boolean recovering,
    List<String> feedback,
    int fence,
    int attempts,
    int rejections,
    Instant createdAt,
    @Nullable Instant notBefore,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    String reason,
    @Nullable String slot,
    @Nullable TaskResult result) {

  public TaskRecord {
    feedback = List.copyOf(feedback);
  }

  /** The task inside of which it was asked for; null for a person's. */
  public @Nullable TaskId startedBy() {
    return insideOf == null ? null : insideOf.task();
  }

  /**
   * Whether a person who asked for it would want to hear of its end: it was theirs, it stands for
   * itself or its whole plan, and nobody cancelled it.
   */
  public boolean isToBeSeen() {
    return insideOf == null
        && (state == TaskState.COMPLETED || state == TaskState.FAILED)
        && switch (spec.part()) {
          case PlanPart.Alone(), PlanPart.Parent _ -> true;
          case PlanPart.Step _, PlanPart.Close _ -> false;
        };
  }

  public AttemptKey attempt() {
    return new AttemptKey(id, fence);
  }

  /** What the next or running attempt asks, as it was written. */
  public Prompt prompt() {
    return recovering && spec.part() instanceof PlanPart.Step step && step.recovery() != null
        ? step.recovery()
        : spec.prompt();
  }

  /** What is asked, with all feedback below it, so that an agent that knows nothing of it does. */
  public String withFeedback(String asked) {
    StringBuilder all = new StringBuilder(asked);
    for (int i = 0; i < feedback.size(); i++) {
      all.append("\n\n[Review feedback, attempt ")
          .append(i + 1)
          .append(" of ")
          .append(spec.review().maxRejections())
          .append("]\n")
          .append(feedback.get(i));
    }
    return all.toString();
  }

  /** As it was seen by an earlier attempt that is still open; for the node that ends that one. */
  public TaskRecord atFence(int earlier) {
    return new TaskRecord(
        id,
        pool,
        plan,
        insideOf,
        retryOf,
        spec,
        state,
        recovering,
        feedback,
        earlier,
        attempts,
        rejections,
        createdAt,
        notBefore,
        startedAt,
        finishedAt,
        reason,
        slot,
        result);
  }

  /** A copy to be changed, for {@link TaskRules} and for stores that read one back. */
  TaskDraft draft() {
    return new TaskDraft(this);
  }
}
