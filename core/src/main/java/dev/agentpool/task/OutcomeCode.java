package dev.agentpool.task;

import java.util.Locale;

/** How an attempt ended. The lower-case name is the wire name. */
public enum OutcomeCode {
  COMPLETED(Then.SUCCEED),
  /** A step whose condition did not hold: nothing was done, and nothing is wrong. */
  SKIPPED(Then.SUCCEED),
  /** A step of the plan failed, or the plan was ended before its last step. */
  PLAN_FAILED(Then.FAIL),
  /** The step's template or skill could not be filled in. */
  TEMPLATE_FAILED(Then.FAIL),
  /**
   * A tool was denied, and there is no answer because of it, or the task says that a denial fails
   * it. A denial that the agent found a way around is a fact of the attempt, not its outcome.
   */
  REFUSED_BY_PERMISSION(Then.FAIL),
  /** The agent ended its turn well and said nothing: no text and no structured output. */
  EMPTY(Then.RETRY),
  /** The provider's usage window is full; back in the queue, no attempt counted. */
  RATE_LIMITED(Then.PUT_BACK),
  /**
   * The provider or the project could not run any task: it is paused, and the task goes back in the
   * queue, no attempt counted. The message begins with the code of what was in the way.
   */
  HELD_BACK(Then.PUT_BACK),
  /** The provider knows nobody by this log-in or key. */
  AUTH_FAILED(Then.FAIL),
  /** The account has no credit left, or cannot be billed. */
  BILLING_FAILED(Then.FAIL),
  /** The provider's model API could not be reached at all. */
  PROVIDER_UNREACHABLE(Then.RETRY),
  BUDGET_EXHAUSTED(Then.FAIL),
  MAX_TURNS(Then.FAIL),
  /** A person or the daemon interrupted the turn. */
  INTERRUPTED(Then.FAIL),
  /** The process ended without a result. */
  CRASHED(Then.RETRY),
  /** Silent for longer than the stall timeout. */
  STALLED(Then.RETRY),
  TIMED_OUT(Then.RETRY),
  /** The model API failed beyond the CLI's own retries. */
  API_ERROR(Then.RETRY),
  /** There is no such model, or not for this account: trying again changes nothing. */
  MODEL_UNKNOWN(Then.FAIL),
  /** The model API refuses the request itself, as too long or malformed. */
  REQUEST_REFUSED(Then.FAIL),
  /** The model declined what was asked. */
  CONTENT_REFUSED(Then.FAIL),
  /** The turn ended in an error that the agent itself reports. */
  AGENT_ERROR(Then.RETRY),
  /** A schema was asked for and no structured output came. */
  STRUCTURED_OUTPUT_MISSING(Then.RETRY),
  /** This task's workspace could not be made or kept. */
  WORKSPACE_FAILED(Then.FAIL),
  /** The project gives no task a workspace, or its folder is gone. */
  PROJECT_UNUSABLE(Then.FAIL),
  /** The CLI is missing, too old, or does not speak its protocol. */
  PROVIDER_UNUSABLE(Then.FAIL),
  /** The CLI is there and refuses to start with this task's settings. */
  LAUNCH_REFUSED(Then.FAIL),
  /** The node or machine went away before anything was begun; no attempt counted. */
  NOT_STARTED(Then.PUT_BACK),
  /**
   * The daemon stopped before the agent was done; goes on in its own conversation, no attempt
   * counted.
   */
  SUSPENDED(Then.PUT_BACK),
  /**
   * The agent gave its unfinished work to a fresh session, with what that one is to know; no
   * attempt counted.
   */
  HANDED_OVER(Then.PUT_BACK),
  DEPENDENCY_FAILED(Then.FAIL),
  /** No slot took it within the time the pool allows for that. */
  NO_SLOT_AVAILABLE(Then.FAIL),
  CANCELLED(Then.FAIL);

  /** What the task does next. */
  public enum Then {
    SUCCEED,
    FAIL,
    /** Again after a backoff while attempts are left, else fail. */
    RETRY,
    /** Again without counting an attempt. */
    PUT_BACK
  }

  private final Then then;

  /** Whether asking otherwise may help: what a recovery prompt is for. */
  public boolean recoverable() {
    return switch (this) {
      case CRASHED,
          STALLED,
          TIMED_OUT,
          API_ERROR,
          AGENT_ERROR,
          STRUCTURED_OUTPUT_MISSING,
          MAX_TURNS,
          EMPTY,
          REQUEST_REFUSED,
          CONTENT_REFUSED,
          REFUSED_BY_PERMISSION ->
          true;
      default -> false;
    };
  }

  /**
   * Whether it says nothing about the task, and the next one would meet the same: then the provider
   * (or the project) is what is in the way.
   */
  public boolean concernsEveryTask() {
    return switch (this) {
      case AUTH_FAILED, BILLING_FAILED, PROVIDER_UNUSABLE, PROVIDER_UNREACHABLE, PROJECT_UNUSABLE ->
          true;
      default -> false;
    };
  }

  OutcomeCode(Then then) {
    this.then = then;
  }

  public Then then() {
    return then;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static OutcomeCode ofWireName(String name) {
    for (OutcomeCode code : values()) {
      if (code.wireName().equals(name)) {
        return code;
      }
    }
    throw new IllegalArgumentException("unknown outcome: " + name);
  }
}
