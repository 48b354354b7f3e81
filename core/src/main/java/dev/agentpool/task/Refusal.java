package dev.agentpool.task;

import java.util.Locale;

/**
 * Why something asked of the ledger was not done; the caller can act on it.
 *
 * @param message for people, with the ids and numbers in it
 */
public record Refusal(Code code, String message) {
  /** Stable over versions; faces map them to exit codes, HTTP statuses and MCP errors. */
  public enum Code {
    TASK_NOT_FOUND,
    POOL_NOT_FOUND,
    /** The attempt is not the current one. */
    STALE_ATTEMPT,
    /** The state does not allow it. */
    WRONG_STATE,
    BUDGET_EXHAUSTED,
    TASK_BUDGET_EXCEEDS_REMAINING,
    DEPENDENCY_CYCLE,
    DEPENDENCY_UNKNOWN,
    /** The same idempotency key came with other work. */
    IDEMPOTENCY_CONFLICT,
    QUEUE_FULL,
    POOL_SHUT_DOWN,
    /** The note is not as it was when it was read. */
    NOTE_CHANGED,
    QUESTION_NOT_FOUND,
    /** Somebody was first. */
    QUESTION_ANSWERED,
    /** Nobody waits for an answer any more. */
    QUESTION_VOID,
    SESSION_NOT_FOUND,
    /** It was ended. */
    SESSION_ENDED,
    /** Its deadline has passed. */
    SESSION_TIMEOUT,
    /** It was spoken to as often as it may be. */
    TURN_LIMIT_REACHED,
    /** So many live sessions may be open, and are. */
    TOO_MANY_SESSIONS,
    INVALID;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Refusal of(Code code, String message) {
    return new Refusal(code, message);
  }
}
