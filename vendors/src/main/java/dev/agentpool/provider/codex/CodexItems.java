package dev.agentpool.provider.codex;

import dev.agentpool.protocol.Json;
import dev.agentpool.session.AgentEvent;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the items of a thread mean, in agentpool's words. Pure; unknown items mean nothing. */
final class CodexItems {
  static final String SHELL = "shell";
  static final String PATCH = "apply_patch";
  private static final int SUMMARY = 200;

  private CodexItems() {}

  static List<AgentEvent> started(JsonNode item) {
    String id = Json.text(item, "id", "");
    return switch (Json.text(item, "type", "")) {
      case "userMessage" -> heard(Json.text(item, "clientId", ""));
      case "commandExecution" -> List.of(new AgentEvent.ToolUse(id, SHELL, command(item)));
      case "fileChange" -> List.of(new AgentEvent.ToolUse(id, PATCH, paths(item.path("changes"))));
      case "mcpToolCall" ->
          List.of(
              new AgentEvent.ToolUse(
                  id,
                  mcpTool(Json.text(item, "server", ""), Json.text(item, "tool", "")),
                  oneLine(item.path("arguments").toString())));
      case "webSearch" ->
          List.of(new AgentEvent.ToolUse(id, "web_search", oneLine(Json.text(item, "query", ""))));
      case "collabAgentToolCall" ->
          List.of(
              new AgentEvent.ToolUse(
                  id, Json.text(item, "tool", "agent"), oneLine(Json.text(item, "prompt", ""))));
      default -> List.of();
    };
  }

  /** Its own prompt, too: whoever hears it knows which that is. */
  private static List<AgentEvent> heard(String message) {
    return message.isEmpty() ? List.of() : List.of(new AgentEvent.Heard(message));
  }

  static List<AgentEvent> completed(JsonNode item) {
    String id = Json.text(item, "id", "");
    return switch (Json.text(item, "type", "")) {
      case "commandExecution" -> result(id, item, oneLine(Json.text(item, "aggregatedOutput", "")));
      case "fileChange" -> result(id, item, paths(item.path("changes")));
      case "mcpToolCall" -> result(id, item, mcpResult(item));
      case "webSearch", "collabAgentToolCall" -> result(id, item, "");
      case "agentMessage" -> text(item);
      case "reasoning" -> thinking(item);
      case "contextCompaction" -> List.of(new AgentEvent.Notice("the conversation was compacted"));
      default -> List.of();
    };
  }

  private static List<AgentEvent> result(String id, JsonNode item, String summary) {
    String status = Json.text(item, "status", "completed");
    boolean failed = status.equals("failed") || status.equals("declined");
    return List.of(
        new AgentEvent.ToolResult(id, failed, status.equals("declined") ? "declined" : summary));
  }

  private static List<AgentEvent> text(JsonNode item) {
    String text = Json.text(item, "text", "");
    return text.isBlank() ? List.of() : List.of(new AgentEvent.Text(text + "\n"));
  }

  private static List<AgentEvent> thinking(JsonNode item) {
    List<String> thoughts = new ArrayList<>();
    item.path("summary").forEach(thought -> thoughts.add(thought.asString("")));
    String text = String.join("\n", thoughts);
    return text.isBlank() ? List.of() : List.of(new AgentEvent.Thinking(text));
  }

  private static String mcpResult(JsonNode item) {
    StringBuilder text = new StringBuilder(Json.text(item.path("error"), "message", ""));
    item.path("result").path("content").forEach(block -> text.append(Json.text(block, "text", "")));
    return oneLine(text.toString());
  }

  /** As rules name the tools of MCP servers. */
  static String mcpTool(String server, String tool) {
    return "mcp__" + server + "__" + tool;
  }

  /** What is run, without the shell around it. */
  static String command(JsonNode of) {
    return oneLine(ShellWord.unwrapped(Json.text(of, "command", "")));
  }

  static String paths(JsonNode changes) {
    List<String> paths = new ArrayList<>();
    changes.forEach(change -> paths.add(Json.text(change, "path", "")));
    return oneLine(String.join(", ", paths));
  }

  /** Every file that a patch is about, also those it moves one to. */
  static List<String> places(JsonNode changes) {
    List<String> places = new ArrayList<>();
    changes.forEach(change -> {
      places.add(Json.text(change, "path", "/"));
      String moved = Json.text(change.path("kind"), "move_path", "");
      if (!moved.isEmpty()) {
        places.add(moved);
      }
    });
    return places;
  }

  static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= SUMMARY ? line : line.substring(0, SUMMARY - 1) + "…";
  }
}
