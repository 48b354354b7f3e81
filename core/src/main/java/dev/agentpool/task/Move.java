package dev.agentpool.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that may happen to a task. Whether it is legal and what follows is decided by {@link
 * TaskRules#decide}, which sees nothing but the record, the move and the time.
 */
public sealed interface Move {
  /** Every dependency is completed, or is allowed not to be. */
  record Unblock() implements Move {}

  /** A dependency failed or was cancelled and the task does not run without it. */
  record DependencyFailed(TaskId dependency, String why) implements Move {}

  /** A node takes the task into a slot. */
  record Claim(String slot) implements Move {}

  /** The attempt ended and brought this back. */
  record Settle(int fence, TaskResult result) implements Move {}

  /**
   * The attempt's lease ran out, or its node came back and found nothing begun: back into the
   * queue, uncounted.
   */
  record PutBack(int fence, String why, @Nullable Instant notBefore) implements Move {}

  /** No slot took it in time. */
  record GiveUpWaiting(String why) implements Move {}

  /** No cap can make room for it any more. */
  record RefuseForBudget(String why) implements Move {}

  /**
   * It cannot start before then, through no fault of its own: it stays in the queue and says what
   * it waits for.
   *
   * @param notBefore null when no time brings it about
   */
  record Postpone(String why, @Nullable Instant notBefore) implements Move {}

  /** The last step of a parent's plan has ended. */
  record PlanEnded(boolean success, String why) implements Move {}

  record Cancel(String why) implements Move {}

  record Approve() implements Move {}

  record Reject(String feedback) implements Move {}
}
