package dev.agentpool.node.conversation;

import dev.agentpool.node.pause.Json;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.TaskId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A conversation that tasks share, as it stands.
 *
 * @param node on whose machine its CLI keeps it
 * @param provider whose it is
 * @param id by which its CLI goes on with it
 * @param directory where its last turn worked
 * @param turns how many tasks' prompts went into it
 * @param at when its last turn was heard of
 * @param last whose turn that was
 */
public record Conversation(
    String node,
    String provider,
    String id,
    Path directory,
    int turns,
    Instant at,
    AttemptKey last) {

  static Conversation read(String text) {
    JsonNode json = Json.object(text);
    return new Conversation(
        json.get("node").stringValue(),
        json.get("provider").stringValue(),
        json.get("conversation").stringValue(),
        Path.of(json.get("directory").stringValue()),
        json.get("turns").intValue(),
        Instant.ofEpochMilli(json.get("at_ms").longValue()),
        new AttemptKey(new TaskId(json.get("task").stringValue()), json.get("fence").intValue()));
  }

  String text() {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("node", node);
    plain.put("provider", provider);
    plain.put("conversation", id);
    plain.put("directory", directory.toString());
    plain.put("turns", turns);
    plain.put("at_ms", at.toEpochMilli());
    plain.put("task", last.task().value());
    plain.put("fence", last.fence());
    return Json.text(plain);
  }

  /** Whether all but the time is the same. */
  public boolean standsAs(Conversation other) {
    return new Conversation(node, provider, id, directory, turns, other.at, last).equals(other);
  }
}
