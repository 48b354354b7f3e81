package dev.agentpool.api;

import java.util.List;

/**
 * What was asked of a pool cannot be done; the message says why and what to do (spec slot-pool
 * 2.10). A task that fails is no exception but an outcome, unless you ask for the result of it.
 *
 * {@snippet :
 * try {
 *   pool.task("task-0").await();
 * } catch (PoolException.TaskNotFound unknown) {
 *   System.out.println(unknown.getMessage());
 * }
 * }
 */
public abstract sealed class PoolException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String code;

  private PoolException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** Stable over versions, lower case with underscores: {@code task_not_found}. */
  public final String code() {
    return code;
  }

  /** {@code task not found: ID}. */
  public static final class TaskNotFound extends PoolException {
    private static final long serialVersionUID = 1L;

    TaskNotFound(String message) {
      super("task_not_found", message);
    }
  }

  /** {@code slot not found: ID}. */
  public static final class SlotNotFound extends PoolException {
    private static final long serialVersionUID = 1L;

    SlotNotFound(String message) {
      super("slot_not_found", message);
    }
  }

  /** There is no such chain, skill, workflow, agent or pool; {@link #code} says which. */
  public static final class NotFound extends PoolException {
    private static final long serialVersionUID = 1L;

    NotFound(String code, String message) {
      super(code, message);
    }
  }

  /** No slot became free in time: {@code no slot available after waiting Ns}. */
  public static final class NoSlotAvailable extends PoolException {
    private static final long serialVersionUID = 1L;

    NoSlotAvailable(String message) {
      super("no_slot_available", message);
    }
  }

  /** The pool was drained or closed: {@code pool is shut down}. */
  public static final class PoolShutdown extends PoolException {
    private static final long serialVersionUID = 1L;

    PoolShutdown(String message) {
      super("pool_shut_down", message);
    }
  }

  /** The pool's budget is spent: {@code budget exhausted}. */
  public static final class BudgetExhausted extends PoolException {
    private static final long serialVersionUID = 1L;

    BudgetExhausted(String message) {
      super("budget_exhausted", message);
    }
  }

  /** {@code task budget $x exceeds remaining pool budget $y}. */
  public static final class TaskBudgetExceedsRemaining extends PoolException {
    private static final long serialVersionUID = 1L;

    TaskBudgetExceedsRemaining(String message) {
      super("task_budget_exceeds_remaining", message);
    }
  }

  /** The task's state does not allow it, as approving what is not pending review. */
  public static final class WrongState extends PoolException {
    private static final long serialVersionUID = 1L;

    WrongState(String message) {
      super("wrong_state", message);
    }
  }

  /** The call itself is wrong: an unknown setting, a cycle, an empty prompt. */
  public static final class Invalid extends PoolException {
    private static final long serialVersionUID = 1L;

    Invalid(String code, String message) {
      super(code, message);
    }
  }

  /** The state of the pool or project is in the way: a merge conflict, a limit of scaling. */
  public static final class Conflict extends PoolException {
    private static final long serialVersionUID = 1L;

    Conflict(String code, String message) {
      super(code, message);
    }
  }

  /** The time that the call may take was over first; the work goes on. */
  public static final class TimedOut extends PoolException {
    private static final long serialVersionUID = 1L;

    TimedOut(String message) {
      super("timed_out", message);
    }
  }

  /** The machine or the store cannot: a full disk, a broken ledger, a failure of agentpool. */
  public static final class Unavailable extends PoolException {
    private static final long serialVersionUID = 1L;

    Unavailable(String code, String message) {
      super(code, message);
    }
  }

  /** No daemon answers. */
  public static final class DaemonUnreachable extends PoolException {
    private static final long serialVersionUID = 1L;

    DaemonUnreachable(String message) {
      super("daemon_unreachable", message);
    }
  }

  /** The calling thread was interrupted, and its flag is set again; the work goes on. */
  public static final class Interrupted extends PoolException {
    private static final long serialVersionUID = 1L;

    Interrupted(String message) {
      super("interrupted", message);
    }
  }

  /** A task whose result was asked for has none: it failed or was cancelled. */
  public static final class TaskFailed extends PoolException {
    private static final long serialVersionUID = 1L;
    private final transient TaskOutcome outcome;

    TaskFailed(TaskOutcome outcome, String reason) {
      super("task_failed", outcome.id() + " did not succeed: " + reason);
      this.outcome = outcome;
    }

    /** What became of it. */
    public TaskOutcome outcome() {
      return outcome;
    }
  }

  /** Some tasks of a fan-out did not succeed. Nothing is lost: it holds every outcome. */
  public static final class FanOutFailed extends PoolException {
    private static final long serialVersionUID = 1L;
    private final transient List<TaskOutcome> outcomes;

    FanOutFailed(List<TaskOutcome> outcomes) {
      super("fan_out_failed", message(outcomes));
      this.outcomes = List.copyOf(outcomes);
    }

    private static String message(List<TaskOutcome> outcomes) {
      List<String> failed =
          outcomes.stream().filter(outcome -> !outcome.success()).map(TaskOutcome::id).toList();
      return failed.size()
          + " of "
          + outcomes.size()
          + " tasks did not succeed: "
          + String.join(", ", failed);
    }

    /** In the order of the prompts. */
    public List<TaskOutcome> outcomes() {
      return outcomes;
    }
  }
}
