package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import dev.agentpool.session.ToolDesk;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The CLI says over its control channel that it replaces the agent's context by a summary (the
 * event {@code PreCompact}: what is answered stands among the instructions for the summary), and
 * that it has (the event {@code SessionStart} of the source {@code compact}: what is answered
 * stands behind the summary). No process runs for it.
 */
final class SummaryHook {
  private static final String BEFORE = "summary-before";
  private static final String AFTER = "summary-after";
  private static final String PRE_COMPACT = "PreCompact";
  private static final String SESSION_START = "SessionStart";

  private SummaryHook() {}

  /** What {@code initialize} asks for. */
  static ObjectNode asked() {
    return (ObjectNode)
        Json.node(
            Map.of(
                PRE_COMPACT,
                List.of(Map.of("hookCallbackIds", List.of(BEFORE))),
                SESSION_START,
                List.of(Map.of("matcher", "compact", "hookCallbackIds", List.of(AFTER)))));
  }

  /** Whether a hook's question is one of these. */
  static boolean isOne(JsonNode request) {
    String id = Json.text(request, "callback_id", "");
    return id.equals(BEFORE) || id.equals(AFTER);
  }

  /** To the hook's question; an empty one adds nothing. */
  static ObjectNode answer(ToolDesk desk, JsonNode request) {
    ObjectNode answer = Json.object();
    desk.summarised()
        .ifPresent(words -> {
          if (Json.text(request, "callback_id", "").equals(BEFORE)) {
            answer.put("systemMessage", words.before());
          } else {
            answer
                .putObject("hookSpecificOutput")
                .put("hookEventName", SESSION_START)
                .put("additionalContext", words.after());
          }
        });
    return answer;
  }
}
