package dev.agentpool.engine;

import dev.agentpool.ledger.Reply;
import dev.agentpool.task.Refusal;
import java.util.Map;

/**
 * What was asked cannot be done; the message says why and what to do. Unchecked: faces render it.
 */
public class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Kind kind;
  private final String code;
  private final transient Map<String, Object> details;

  /** What a face makes of it: an HTTP status, an exit code. */
  public enum Kind {
    NOT_FOUND,
    /** The request itself is wrong. */
    INVALID,
    /** The state of the pool is in the way. */
    CONFLICT,
    /** Not for whoever asks. */
    FORBIDDEN,
    TIMED_OUT,
    /** What agentpool stands on cannot now: the ledger, the disk. */
    UNAVAILABLE
  }

  /**
   * @param code stable, lower case with underscores, as in {@code task_not_found}
   */
  public Refused(Kind kind, String code, String message) {
    this(kind, code, message, Map.of());
  }

  /**
   * @param details the same for programs, by names in lower case with underscores
   */
  public Refused(Kind kind, String code, String message, Map<String, Object> details) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.details = Map.copyOf(details);
  }

  public static Refused invalid(String message) {
    return new Refused(Kind.INVALID, "invalid", message);
  }

  /**
   * @param what for instance {@code task}; gives the code {@code task_not_found} and the message
   *     {@code task not found: ID}
   */
  public static Refused notFound(String what, String id) {
    return new Refused(
        Kind.NOT_FOUND, what.replace(' ', '_') + "_not_found", what + " not found: " + id);
  }

  public static Refused of(Refusal refusal) {
    Kind kind =
        switch (refusal.code()) {
          case TASK_NOT_FOUND, POOL_NOT_FOUND, QUESTION_NOT_FOUND, SESSION_NOT_FOUND ->
              Kind.NOT_FOUND;
          case INVALID, DEPENDENCY_CYCLE, DEPENDENCY_UNKNOWN -> Kind.INVALID;
          case STALE_ATTEMPT,
              WRONG_STATE,
              BUDGET_EXHAUSTED,
              TASK_BUDGET_EXCEEDS_REMAINING,
              IDEMPOTENCY_CONFLICT,
              QUEUE_FULL,
              POOL_SHUT_DOWN,
              NOTE_CHANGED,
              QUESTION_ANSWERED,
              QUESTION_VOID,
              SESSION_ENDED,
              SESSION_TIMEOUT,
              TURN_LIMIT_REACHED,
              TOO_MANY_SESSIONS ->
              Kind.CONFLICT;
        };
    return new Refused(kind, refusal.code().wireName(), refusal.message());
  }

  /** The value, or the refusal thrown. */
  public static <T> T orThrow(Reply<T> reply) {
    return switch (reply) {
      case Reply.Done<T> done -> done.value();
      case Reply.Refused<T> refused -> throw of(refused.refusal());
    };
  }

  public Kind kind() {
    return kind;
  }

  public String code() {
    return code;
  }

  /** What a program can read of it beside its code; may be empty. */
  public Map<String, Object> details() {
    return details;
  }
}
