package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import dev.agentpool.session.ToolDesk;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The CLI asks over its control channel before a tool of its own writes a file, in every permission
 * mode (a hook of the event {@code PreToolUse}; no process runs for it).
 */
final class WriteHook {
  private static final String ID = "writes";
  private static final String EVENT = "PreToolUse";
  private static final String TOOLS = "Write|Edit|MultiEdit|NotebookEdit";

  private WriteHook() {}

  /** What {@code initialize} asks for. */
  static ObjectNode asked() {
    return (ObjectNode)
        Json.node(Map.of(EVENT, List.of(Map.of("matcher", TOOLS, "hookCallbackIds", List.of(ID)))));
  }

  /** To the hook's question; an empty one lets the CLI's own rules decide. */
  static ObjectNode answer(ToolDesk desk, JsonNode request) {
    ObjectNode answer = Json.object();
    if (Json.text(request, "callback_id", "").equals(ID)) {
      JsonNode input = request.path("input");
      desk.objection(Json.text(input, "tool_name", "unknown"), files(input.path("tool_input")))
          .ifPresent(why ->
              answer
                  .putObject("hookSpecificOutput")
                  .put("hookEventName", EVENT)
                  .put("permissionDecision", "deny")
                  .put("permissionDecisionReason", why));
    }
    return answer;
  }

  private static List<String> files(JsonNode input) {
    return Stream.of("file_path", "notebook_path")
        .map(member -> Json.text(input, member, ""))
        .filter(file -> !file.isEmpty())
        .toList();
  }
}
