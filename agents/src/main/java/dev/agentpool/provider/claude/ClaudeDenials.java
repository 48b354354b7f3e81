package dev.agentpool.provider.claude;

import dev.agentpool.protocol.streamjson.Json;
import dev.agentpool.task.AttemptFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What was denied in a turn, and what would have allowed it. A result line says only which tool
 * with which input; who denied it stands in the lines before. One thread.
 */
final class ClaudeDenials {
  /** Denials of these say nothing about the work: they ask a person, and there is none. */
  static final List<String> ASKING_TOOLS = List.of("ExitPlanMode", "AskUserQuestion");

  private record Reason(String kind, String said) {}

  private final Map<String, Reason> reasons = new HashMap<>();

  /** A line before the result. */
  void heard(JsonNode line) {
    if (Json.text(line, "subtype", "").equals("permission_denied")) {
      reasons.put(
          Json.text(line, "tool_use_id", ""),
          new Reason(
              Json.text(line, "decision_reason_type", "other"), Json.text(line, "message", "")));
      return;
    }
    for (JsonNode meta : line.path("tool_result_meta")) {
      if (Json.text(meta.path("permission_decision"), "source", "").equals("hook")) {
        String id = Json.text(meta, "id", "");
        reasons.put(id, new Reason("hook", said(line, id)));
      }
    }
  }

  private static String said(JsonNode line, String id) {
    for (JsonNode block : line.path("message").path("content")) {
      if (Json.text(block, "tool_use_id", "").equals(id)) {
        return Json.text(block, "content", "");
      }
    }
    return "";
  }

  /** The denials that a result line lists, in their order. */
  List<AttemptFacts.Denial> of(JsonNode result) {
    List<AttemptFacts.Denial> denials = new ArrayList<>();
    for (JsonNode denial : result.path("permission_denials")) {
      String tool = Json.text(denial, "tool_name", "unknown");
      if (!ASKING_TOOLS.contains(tool)) {
        JsonNode input = denial.path("tool_input");
        Reason reason =
            reasons.getOrDefault(Json.text(denial, "tool_use_id", ""), new Reason("other", ""));
        denials.add(
            new AttemptFacts.Denial(
                tool, ClaudeEvents.summary(input), advice(reason, tool, input)));
      }
    }
    return denials;
  }

  private static String advice(Reason reason, String tool, JsonNode input) {
    return switch (reason.kind()) {
      case "hook" ->
          "a hook denied it, which no rule of allowed_tools changes: "
              + ClaudeEvents.oneLine(reason.said());
      case "mode" ->
          "the permission mode denied it ("
              + ClaudeEvents.oneLine(reason.said())
              + "): choose another permission_mode";
      case "classifier" ->
          "the permission mode auto denied it ("
              + ClaudeEvents.oneLine(reason.said())
              + "): choose another permission_mode";
      case "rule" ->
          "a rule denied it: disallowed_tools, or a deny rule in the agent's own settings; take it"
              + " away there";
      default -> AllowRules.setting(tool, input);
    };
  }

  /** Names of the tools, each once. */
  static List<String> tools(JsonNode result) {
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
