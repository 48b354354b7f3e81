package dev.agentpool.task;

import dev.agentpool.pool.PoolId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task as it stands. Only {@link TaskRules} makes a new one out of an old one.
 *
 * @param prompt what the next attempt is asked: the spec's prompt, or that with a reviewer's
 *     feedback
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
    TaskSpec spec,
    TaskState state,
    String prompt,
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

  public AttemptKey attempt() {
    return new AttemptKey(id, fence);
  }

  /** As it was seen by an earlier attempt that is still open; for the node that ends that one. */
  public TaskRecord atFence(int earlier) {
    return new TaskRecord(
        id,
        pool,
        plan,
        spec,
        state,
        prompt,
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
