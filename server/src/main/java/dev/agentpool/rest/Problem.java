package dev.agentpool.rest;

import dev.agentpool.task.Refusal;

/** An answer that is an error: RFC 9457, with agentpool's stable code. */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final String code;

  Problem(int status, String code, String detail) {
    super(detail);
    this.status = status;
    this.code = code;
  }

  static Problem invalid(String detail) {
    return new Problem(400, "invalid", detail);
  }

  static Problem of(Refusal refusal) {
    int status =
        switch (refusal.code()) {
          case TASK_NOT_FOUND, POOL_NOT_FOUND -> 404;
          case INVALID, DEPENDENCY_CYCLE, DEPENDENCY_UNKNOWN -> 400;
          case STALE_ATTEMPT,
              WRONG_STATE,
              BUDGET_EXHAUSTED,
              TASK_BUDGET_EXCEEDS_REMAINING,
              IDEMPOTENCY_CONFLICT,
              QUEUE_FULL,
              POOL_SHUT_DOWN ->
              409;
        };
    return new Problem(status, refusal.code().wireName(), refusal.message());
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String title() {
    return switch (status) {
      case 400 -> "invalid request";
      case 404 -> "not found";
      case 409 -> "refused";
      case 503 -> "unavailable";
      default -> "internal error";
    };
  }
}
