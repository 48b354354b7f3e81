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
  /** The agent wanted a tool that its permission mode denied. */
  REFUSED_BY_PERMISSION(Then.FAIL),
  /** The provider's usage window is full; back in the queue, no attempt counted. */
  RATE_LIMITED(Then.PUT_BACK),
  AUTH_FAILED(Then.FAIL),
  BUDGET_EXHAUSTED(Then.FAIL),
  MAX_TURNS(Then.FAIL),
  /** A person or the daemon interrupted the turn. */
  INTERRUPTED(Then.FAIL),
  /** The process ended without a result. */
  CRASHED(Then.RETRY),
  /** Silent for longer than the stall timeout. */
  STALLED(Then.RETRY),
  TIMED_OUT(Then.RETRY),
  /** The model API refused or failed beyond the CLI's own retries. */
  API_ERROR(Then.RETRY),
  /** The turn ended in an error that the agent itself reports. */
  AGENT_ERROR(Then.RETRY),
  /** A schema was asked for and no structured output came. */
  STRUCTURED_OUTPUT_MISSING(Then.RETRY),
  WORKSPACE_FAILED(Then.FAIL),
  /** The CLI is missing, too old, or does not speak its protocol. */
  PROVIDER_UNUSABLE(Then.FAIL),
  /** The node or machine went away before anything was begun; no attempt counted. */
  NOT_STARTED(Then.PUT_BACK),
  /**
   * The daemon stopped before the agent was done; goes on in its own conversation, no attempt
   * counted.
   */
  SUSPENDED(Then.PUT_BACK),
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
          REFUSED_BY_PERMISSION ->
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
