package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.usage.Figure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** From lines of stream-json to events in agentpool's words. Pure; unknown lines give none. */
final class ClaudeEvents {
  /** What the CLI calls unknown where no answer came at all. */
  static final String NO_ANSWER = "no connection";

  private static final int SUMMARY = 200;

  private ClaudeEvents() {}

  static List<AgentEvent> of(JsonNode line) {
    List<AgentEvent> events = new ArrayList<>();
    switch (Json.text(line, "type", "")) {
      case "assistant" -> assistant(line, events);
      case "user" -> toolResults(line, events);
      case "system" -> system(line, events);
      case "rate_limit_event" -> rateLimit(line.path("rate_limit_info"), events);
      default -> {}
    }
    return events;
  }

  private static void assistant(JsonNode line, List<AgentEvent> events) {
    for (JsonNode block : line.path("message").path("content")) {
      switch (Json.text(block, "type", "")) {
        case "text" -> events.add(new AgentEvent.Text(Json.text(block, "text", "")));
        case "thinking" -> events.add(new AgentEvent.Thinking(Json.text(block, "thinking", "")));
        case "tool_use" ->
            events.add(
                new AgentEvent.ToolUse(
                    Json.text(block, "id", ""),
                    Json.text(block, "name", "unknown"),
                    summary(block.path("input"))));
        default -> {}
      }
    }
  }

  private static void toolResults(JsonNode line, List<AgentEvent> events) {
    for (JsonNode block : line.path("message").path("content")) {
      if (Json.text(block, "type", "").equals("tool_result")) {
        events.add(
            new AgentEvent.ToolResult(
                Json.text(block, "tool_use_id", ""),
                block.path("is_error").asBoolean(false),
                content(block.path("content"))));
      }
    }
  }

  private static void system(JsonNode line, List<AgentEvent> events) {
    switch (Json.text(line, "subtype", "")) {
      case "init" ->
          events.add(
              new AgentEvent.SessionKnown(
                  Json.text(line, "session_id", ""),
                  line.path("model").isString() ? line.path("model").asString() : null));
      case "api_retry" ->
          events.add(
              new AgentEvent.ApiRetry(
                  line.path("attempt").asInt(0),
                  line.path("max_retries").asInt(0),
                  Duration.ofMillis(line.path("retry_delay_ms").asLong(0)),
                  line.path("error_status").isNull()
                          && Json.text(line, "error", "").equals("unknown")
                      ? NO_ANSWER
                      : Json.text(line, "error", "")));
      case "model_fallback" ->
          events.add(new AgentEvent.Notice("the model was replaced by its fallback"));
      case "compact_boundary" ->
          events.add(new AgentEvent.Notice("the conversation was compacted"));
      case "permission_denied" ->
          events.add(
              new AgentEvent.PermissionDenied(
                  Json.text(line, "tool_name", "unknown"),
                  oneLine(Json.text(line, "message", "by the permission mode"))));
      default -> {}
    }
  }

  private static void rateLimit(JsonNode info, List<AgentEvent> events) {
    JsonNode resets = info.path("resetsAt");
    Instant at = resets.isNumber() ? Figure.epoch(resets.doubleValue()) : null;
    events.add(
        new AgentEvent.RateLimit(
            Json.text(info, "status", "unknown"), at, Json.text(info, "rateLimitType", "")));
    boolean overage =
        info.path("isUsingOverage").asBoolean(false) || info.path("overageInUse").asBoolean(false);
    events.add(
        new AgentEvent.UsageSeen("claude_rate_limit_event", ClaudeWindows.ofEvent(info), overage));
  }

  /** One line for people: the member that tells most, else the whole input. */
  static String summary(JsonNode input) {
    for (String member :
        List.of(
            "command", "file_path", "path", "pattern", "url", "query", "description", "prompt")) {
      if (input.path(member).isString()) {
        return oneLine(input.path(member).asString());
      }
    }
    return oneLine(input.isMissingNode() ? "" : input.toString());
  }

  private static String content(JsonNode content) {
    if (content.isString()) {
      return oneLine(content.asString());
    }
    StringBuilder text = new StringBuilder();
    content.forEach(block -> text.append(Json.text(block, "text", "")));
    return oneLine(text.toString());
  }

  static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= SUMMARY ? line : line.substring(0, SUMMARY - 1) + "…";
  }
}
