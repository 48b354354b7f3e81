package dev.agentpool.testkit.model;

import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What both of OpenAI's APIs say alike: errors, and the headers of every answer. */
final class OpenAiErrors {
  static final Map<String, String> HEADERS =
      Map.of(
          "x-request-id", "req_scripted",
          "openai-processing-ms", "1",
          "x-ratelimit-limit-requests", "10000",
          "x-ratelimit-remaining-requests", "9999",
          "x-ratelimit-reset-requests", "6ms",
          "x-ratelimit-limit-tokens", "2000000",
          "x-ratelimit-remaining-tokens", "1999000",
          "x-ratelimit-reset-tokens", "30ms");

  private final JsonMapper json;

  OpenAiErrors(JsonMapper json) {
    this.json = json;
  }

  ObjectNode of(Refusal refusal) {
    int code = refusal.code();
    ObjectNode body = json.createObjectNode();
    ObjectNode error = body.putObject("error").put("message", refusal.message());
    error.put("type", type(code)).putNull("param");
    switch (code) {
      case 401 -> error.put("code", "invalid_api_key");
      case 404 -> error.put("code", "model_not_found");
      case 429 -> error.put("code", "rate_limit_exceeded");
      default -> error.putNull("code");
    }
    return body;
  }

  /** An account without money or credits. */
  ObjectNode quota() {
    ObjectNode body = json.createObjectNode();
    body.putObject("error")
        .put(
            "message",
            "You exceeded your current quota, please check your plan and billing details.")
        .put("type", "insufficient_quota")
        .putNull("param")
        .put("code", "insufficient_quota");
    return body;
  }

  /** A subscription whose window is used up, as ChatGPT's own backend tells Codex. */
  ObjectNode usageLimit(Refusal refusal, Instant now) {
    ObjectNode body = json.createObjectNode();
    ObjectNode error =
        body.putObject("error")
            .put("type", "usage_limit_reached")
            .put("message", "The usage limit has been reached")
            .put("plan_type", "plus");
    long resetsAt = resetsAt(refusal.headers(), now);
    if (resetsAt > 0) {
      error
          .put("resets_at", resetsAt)
          .put("resets_in_seconds", Math.max(0, resetsAt - now.getEpochSecond()));
    }
    return body;
  }

  /** In seconds since the epoch; 0 when the headers do not say so in numbers. */
  private static long resetsAt(Map<String, String> headers, Instant now) {
    long at = number(headers, "x-codex-primary-reset-at");
    if (at > 0) {
      return at;
    }
    long after = number(headers, "retry-after");
    return after > 0 ? now.getEpochSecond() + after : 0;
  }

  private static long number(Map<String, String> headers, String name) {
    String value = headers.getOrDefault(name, "");
    return value.matches("[0-9]{1,18}") ? Long.parseLong(value) : 0;
  }

  private static String type(int code) {
    return switch (code) {
      case 401, 400, 404, 413 -> "invalid_request_error";
      case 403 -> "permission_error";
      case 429 -> "requests";
      default -> "server_error";
    };
  }
}
