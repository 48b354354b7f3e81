package dev.agentpool.artifact;

import dev.agentpool.activity.ActivityCursor;
import dev.agentpool.task.TaskId;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What happened as lines of {@code events.jsonl}: one object a line, its members sorted. */
final class EventText {
  private static final int LONGEST_EXCERPT = 1_000;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private EventText() {}

  /** Empty for what is no event but a piece of the conversation. */
  static String of(TaskId task, ActivityCursor.Line line) {
    JsonNode data = line.data();
    String state = data.path("state").asString("");
    String type =
        switch (line.type()) {
          case "state" ->
              switch (state) {
                case "running" -> "spawn";
                case "completed", "pending_review" -> "observe:completed";
                case "failed" -> "observe:error";
                case "cancelled" -> "terminate";
                default -> "requeue";
              };
          case "turn" -> "send_initial_prompt";
          case "question" -> state.equals("open") ? "observe:question" : "send_message";
          case "rate_limit" -> "observe:limit_warning";
          default -> "";
        };
    if (type.isEmpty()) {
      return "";
    }
    Map<String, Object> metadata = new TreeMap<>();
    metadata.put("task_id", task.value());
    if (data.has("attempt")) {
      metadata.put("attempt", data.path("attempt").asInt(0));
    }
    String excerpt =
        switch (line.type()) {
          case "question" -> data.path(state.equals("open") ? "title" : "told").asString("");
          case "state" -> data.path("reason").asString("");
          default -> "";
        };
    return line(
        task.value() + "-" + line.number(),
        type,
        excerpt,
        metadata,
        spoken(line.type(), state),
        Instant.ofEpochMilli(line.atMillis()));
  }

  private static String spoken(String type, String state) {
    if (!type.equals("state")) {
      return type.equals("question") && state.equals("open") ? "AWAITING_USER_INPUT" : "RUNNING";
    }
    return switch (state) {
      case "completed", "pending_review" -> "COMPLETED";
      case "failed" -> "FAILED";
      case "cancelled" -> "CANCELLED";
      case "running" -> "RUNNING";
      default -> "READY";
    };
  }

  static String line(
      String id,
      String type,
      String excerpt,
      Map<String, Object> metadata,
      String state,
      Instant at) {
    Map<String, Object> event = new TreeMap<>();
    event.put("event_id", id);
    event.put("event_type", type);
    event.put(
        "excerpt",
        excerpt.length() <= LONGEST_EXCERPT ? excerpt : excerpt.substring(0, LONGEST_EXCERPT));
    event.put("metadata", metadata);
    event.put("screen_hash", null);
    event.put("state", state);
    event.put("ts", at.toString());
    return JSON.writeValueAsString(event) + "\n";
  }
}
