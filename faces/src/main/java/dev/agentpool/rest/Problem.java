package dev.agentpool.rest;

import dev.agentpool.answer.FanOutResult;
import dev.agentpool.engine.Refused;
import dev.agentpool.operation.FanOutRefused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer that is an error: RFC 9457, with agentpool's stable code. */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final String code;
  private final transient Map<String, Object> details;
  private final transient @Nullable List<FanOutResult> results;

  Problem(int status, String code, String detail) {
    this(status, code, detail, Map.of(), null);
  }

  /**
   * @param results what came out all the same; null when it is nothing
   */
  private Problem(
      int status,
      String code,
      String detail,
      Map<String, Object> details,
      @Nullable List<FanOutResult> results) {
    super(detail);
    this.status = status;
    this.code = code;
    this.details = details;
    this.results = results;
  }

  static Problem invalid(String detail) {
    return new Problem(400, "invalid", detail);
  }

  static Problem of(Refused refused) {
    int status =
        switch (refused.kind()) {
          case NOT_FOUND -> 404;
          case INVALID -> 400;
          case CONFLICT -> 409;
          case TIMED_OUT -> 504;
          case FORBIDDEN -> 403;
          case UNAVAILABLE -> 503;
        };
    List<FanOutResult> results = refused instanceof FanOutRefused failed ? failed.results() : null;
    return new Problem(
        status, refused.code(), String.valueOf(refused.getMessage()), refused.details(), results);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  Map<String, Object> details() {
    return details;
  }

  Optional<List<FanOutResult>> results() {
    return Optional.ofNullable(results);
  }

  String title() {
    return switch (status) {
      case 400 -> "invalid request";
      case 401 -> "unauthorized";
      case 403 -> "forbidden";
      case 404 -> "not found";
      case 405 -> "method not allowed";
      case 409 -> "refused";
      case 413 -> "too large";
      case 421 -> "misdirected request";
      case 503 -> "unavailable";
      case 504 -> "timed out";
      default -> "internal error";
    };
  }
}
