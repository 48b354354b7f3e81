package dev.agentpool.testkit.model;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Errors as Google's APIs tell them. */
final class GeminiErrors {
  private static final String TYPES = "type.googleapis.com/google.rpc.";

  private final JsonMapper json;

  GeminiErrors(JsonMapper json) {
    this.json = json;
  }

  ObjectNode of(Refusal refusal) {
    ObjectNode body = json.createObjectNode();
    ObjectNode error =
        body.putObject("error")
            .put("code", refusal.code())
            .put("message", refusal.message())
            .put("status", status(refusal.code()));
    ArrayNode details = json.createArrayNode();
    if (refusal.limitReached()) {
      details
          .addObject()
          .put("@type", TYPES + "QuotaFailure")
          .putArray("violations")
          .addObject()
          .put("quotaMetric", "generativelanguage.googleapis.com/generate_content_requests")
          .put("quotaId", "GenerateRequestsPerDayPerProjectPerModel");
    }
    String after = refusal.headers().getOrDefault("retry-after", "");
    if (!after.isEmpty()) {
      details.addObject().put("@type", TYPES + "RetryInfo").put("retryDelay", after + "s");
    }
    if (refusal.code() == 401) {
      details
          .addObject()
          .put("@type", TYPES + "ErrorInfo")
          .put("reason", "API_KEY_INVALID")
          .put("domain", "googleapis.com");
    }
    if (!details.isEmpty()) {
      error.set("details", details);
    }
    return body;
  }

  private static String status(int code) {
    return switch (code) {
      case 400 -> "INVALID_ARGUMENT";
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 503 -> "UNAVAILABLE";
      case 504 -> "DEADLINE_EXCEEDED";
      default -> code < 500 ? "FAILED_PRECONDITION" : "INTERNAL";
    };
  }
}
