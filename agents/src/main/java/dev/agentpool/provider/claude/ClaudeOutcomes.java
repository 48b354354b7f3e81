package dev.agentpool.provider.claude;

import dev.agentpool.protocol.streamjson.Json;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a {@code result} line means (spec agent-clis 1c and 1g). Pure. */
final class ClaudeOutcomes {
  /** Denials of these say nothing about the work: they ask a person, and there is none. */
  private static final List<String> ASKING_TOOLS = List.of("ExitPlanMode", "AskUserQuestion");

  private final Clock clock;

  ClaudeOutcomes(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param rateLimitResets when the last rejected {@code rate_limit_event} said that its window
   *     resets
   * @param schemaAsked whether structured output was asked for
   */
  Outcome of(JsonNode result, @Nullable Instant rateLimitResets, boolean schemaAsked) {
    String text = text(result);
    String subtype = Json.text(result, "subtype", "");
    String reason = Json.text(result, "terminal_reason", "");
    if (subtype.equals("error_max_budget_usd") || reason.equals("budget_exhausted")) {
      return Outcome.of(OutcomeCode.BUDGET_EXHAUSTED, "the agent reached its budget: " + text);
    }
    if (subtype.equals("error_max_turns")) {
      return Outcome.of(OutcomeCode.MAX_TURNS, text + "; raise max_turns to let it go on");
    }
    if (reason.startsWith("aborted")) {
      return Outcome.of(OutcomeCode.INTERRUPTED, "the turn was interrupted");
    }
    if (result.path("is_error").asBoolean()) {
      return error(result, text, rateLimitResets);
    }
    List<String> denials =
        denials(result).stream().filter(tool -> !ASKING_TOOLS.contains(tool)).toList();
    if (!denials.isEmpty()) {
      return Outcome.of(
          OutcomeCode.REFUSED_BY_PERMISSION,
          "permission prompt detected: "
              + String.join(", ", denials)
              + " was denied; name it in allowed_tools, or choose another permission_mode");
    }
    if (schemaAsked && result.path("structured_output").isMissingNode()) {
      return Outcome.of(
          OutcomeCode.STRUCTURED_OUTPUT_MISSING,
          "the agent gave no output that fits the schema: " + text);
    }
    return Outcome.COMPLETED;
  }

  private Outcome error(JsonNode result, String text, @Nullable Instant rateLimitResets) {
    String lower = text.toLowerCase(Locale.ROOT);
    int status = result.path("api_error_status").asInt(0);
    if (status == 429 || lower.contains("hit your") && lower.contains("limit")) {
      Instant until =
          rateLimitResets != null ? rateLimitResets : ResetTime.in(text, clock.instant());
      return Outcome.rateLimited(until, text);
    }
    if (status == 401
        || status == 403
        || lower.contains("not logged in")
        || lower.contains("invalid api key")) {
      return Outcome.of(
          OutcomeCode.AUTH_FAILED,
          text + "; log the agent in, or set its key in the daemon's environment");
    }
    boolean api =
        status != 0
            || Json.text(result, "terminal_reason", "").equals("api_error")
            || lower.startsWith("api error");
    return api
        ? Outcome.of(OutcomeCode.API_ERROR, status == 0 ? text : "status " + status + ": " + text)
        : Outcome.of(OutcomeCode.AGENT_ERROR, text);
  }

  /** The final text, or what the errors say when there is none. */
  static String text(JsonNode result) {
    String text = Json.text(result, "result", "");
    if (!text.isEmpty()) {
      return text;
    }
    List<String> errors = new ArrayList<>();
    result.path("errors").forEach(error -> errors.add(error.asString()));
    return String.join("; ", errors);
  }

  static List<String> denials(JsonNode result) {
    List<String> tools = new ArrayList<>();
    for (JsonNode denial : result.path("permission_denials")) {
      String tool = Json.text(denial, "tool_name", "unknown");
      if (!tools.contains(tool)) {
        tools.add(tool);
      }
    }
    return tools;
  }
}
