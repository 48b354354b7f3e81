package dev.agentpool.api;

import dev.agentpool.answer.Task;
import dev.agentpool.answer.TaskResult;
import java.util.Optional;

/**
 * How a task ended, or that it waits for a review. Switch over it, or ask for the result at once:
 *
 * {@snippet :
 * String line =
 *     switch (pool.run("Say hello.")) {
 *       case TaskOutcome.Completed done -> "said: " + done.result().output();
 *       case TaskOutcome.PendingReview waiting -> "to be approved: " + waiting.id();
 *       case TaskOutcome.Failed failed -> "failed (" + failed.code() + "): " + failed.reason();
 *       case TaskOutcome.Cancelled cancelled -> "cancelled: " + cancelled.reason();
 *     };
 * System.out.println(line);
 * }
 */
public sealed interface TaskOutcome {
  /** The task's id. */
  String id();

  /** What there is of a result; {@link TaskResult#NONE} when it never ran. */
  TaskResult result();

  /** It did what it should. */
  record Completed(String id, TaskResult result) implements TaskOutcome {}

  /** It did its work, which nobody has accepted yet: approve or reject it. */
  record PendingReview(String id, TaskResult result) implements TaskOutcome {}

  /**
   * It failed, for good.
   *
   * @param code why, as a stable word: {@code agent_error}, {@code timed_out}, {@code crashed}…
   * @param reason why, for people
   */
  record Failed(String id, TaskResult result, String code, String reason) implements TaskOutcome {}

  /**
   * Somebody cancelled it.
   *
   * @param reason who or why, for people
   */
  record Cancelled(String id, TaskResult result, String reason) implements TaskOutcome {}

  /** Of a task as it stands; empty while it is under way. */
  static Optional<TaskOutcome> of(Task task) {
    String id = task.id();
    TaskResult result = task.result().orElseGet(() -> TaskResult.NONE.costing(task.cost()));
    return switch (task.state()) {
      case COMPLETED -> Optional.of(new Completed(id, result));
      case PENDING_REVIEW -> Optional.of(new PendingReview(id, result));
      case CANCELLED -> Optional.of(new Cancelled(id, result, task.reason()));
      case FAILED -> Optional.of(new Failed(id, result, result.code(), task.reason()));
      case BLOCKED, PENDING, RUNNING -> Optional.empty();
    };
  }

  /** Whether the agent did its work, reviewed or not. */
  default boolean success() {
    return switch (this) {
      case Completed _, PendingReview _ -> true;
      case Failed _, Cancelled _ -> false;
    };
  }

  /**
   * The result of a task that did its work.
   *
   * {@snippet :
   * System.out.println(pool.run("Say hello.").orThrow().output());
   * }
   *
   * @throws PoolException.TaskFailed of one that failed or was cancelled; it holds this outcome
   */
  default TaskResult orThrow() {
    return switch (this) {
      case Completed(_, TaskResult result) -> result;
      case PendingReview(_, TaskResult result) -> result;
      case Failed failed -> throw new PoolException.TaskFailed(failed, failed.reason());
      case Cancelled cancelled -> throw new PoolException.TaskFailed(cancelled, cancelled.reason());
    };
  }
}
