package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.task.AgentReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * What was denied in a turn, and what would have allowed it. A result line says only which tool
 * with which input; who denied it stands in the lines before. A tool that was taken away stands in
 * no result line: the CLI answers the agent that there is none. One thread.
 */
final class ClaudeDenials {
  /** Denials of these say nothing about the work: they ask a person, and there is none. */
  static final List<String> ASKING_TOOLS = List.of("ExitPlanMode", "AskUserQuestion");

  private static final String TAKEN_AWAY = "is disabled for this session";

  private record Reason(String kind, String said) {}

  private record Use(String tool, JsonNode input) {}

  private final boolean readOnly;
  private final Map<String, Reason> reasons = new HashMap<>();
  private final Map<String, Use> open = new HashMap<>();
  private final Map<String, ToolDesk.Permission.Deny> byDesk = new ConcurrentHashMap<>();
  private final List<Use> takenAway = new ArrayList<>();

  /**
   * {@code readOnly}: the workspace is, so tools that write are taken away and the mode is plan.
   */
  ClaudeDenials(boolean readOnly) {
    this.readOnly = readOnly;
  }

  /** The desk denied a use of a tool; safe for all threads. */
  void denied(String toolUse, ToolDesk.Permission.Deny deny) {
    byDesk.put(toolUse, deny);
  }

  /** A line before the result. */
  void heard(JsonNode line) {
    if (Json.text(line, "subtype", "").equals("permission_denied")) {
      reasons.put(
          Json.text(line, "tool_use_id", ""),
          new Reason(
              Json.text(line, "decision_reason_type", "other"), Json.text(line, "message", "")));
      return;
    }
    for (JsonNode block : line.path("message").path("content")) {
      switch (Json.text(block, "type", "")) {
        case "tool_use" ->
            open.put(
                Json.text(block, "id", ""),
                new Use(Json.text(block, "name", "unknown"), block.path("input")));
        case "tool_result" -> answered(block);
        default -> {}
      }
    }
    for (JsonNode meta : line.path("tool_result_meta")) {
      String id = Json.text(meta, "id", "");
      if (Json.text(meta.path("permission_decision"), "source", "").equals("hook")) {
        reasons.put(id, new Reason("hook", said(line, id)));
      } else if (Json.text(meta, "non_execution_kind", "").equals("permission-rule")) {
        reasons.put(id, new Reason("rule", said(line, id))); // of a part of a command too
      }
    }
  }

  private void answered(JsonNode result) {
    Use use = open.remove(Json.text(result, "tool_use_id", ""));
    if (use != null && Json.text(result, "content", "").contains(use.tool() + " " + TAKEN_AWAY)) {
      takenAway.add(use);
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
  List<AgentReport.Denial> of(JsonNode result) {
    List<AgentReport.Denial> denials = new ArrayList<>();
    for (JsonNode denial : result.path("permission_denials")) {
      String tool = Json.text(denial, "tool_name", "unknown");
      if (!ASKING_TOOLS.contains(tool)) {
        JsonNode input = denial.path("tool_input");
        String use = Json.text(denial, "tool_use_id", "");
        String allows = advice(reasons.getOrDefault(use, new Reason("other", "")), tool, input);
        ToolDesk.Permission.Deny deny = byDesk.get(use);
        denials.add(
            new AgentReport.Denial(
                tool, ClaudeEvents.summary(input), deny == null ? allows : deny.advice(allows)));
      }
    }
    for (Use use : takenAway) {
      denials.add(
          new AgentReport.Denial(
              use.tool(),
              ClaudeEvents.summary(use.input()),
              advice(new Reason("rule", ""), use.tool(), use.input())));
    }
    return denials;
  }

  private String advice(Reason reason, String tool, JsonNode input) {
    if (readOnly && ClaudeCommand.WRITING_TOOLS.contains(tool)) {
      return "the workspace is read_only, where no rule of allowed_tools lets it write: choose"
          + " workspace = \"worktree\", \"clone\" or \"shared\"";
    }
    if (readOnly
        && List.of("mode", "classifier").contains(reason.kind())) { // plan, whatever is set
      return AllowRules.setting(tool, input)
          + ", to read: in a read_only workspace nothing of the project can be written";
    }
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
  List<String> tools(JsonNode result) {
    List<String> tools = new ArrayList<>();
    for (JsonNode denial : result.path("permission_denials")) {
      String tool = Json.text(denial, "tool_name", "unknown");
      if (!tools.contains(tool)) {
        tools.add(tool);
      }
    }
    for (Use use : takenAway) {
      if (!tools.contains(use.tool())) {
        tools.add(use.tool());
      }
    }
    return tools;
  }
}
