package dev.agentpool.board;

import dev.agentpool.paper.Rfc3339;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a board: entries that cannot be used are left out and told, the others count. */
final class BoardReader {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final List<String> problems = new ArrayList<>();

  BoardFile.Loaded read(String text) throws UnreadableBoard {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JacksonException e) {
      throw new UnreadableBoard("it is not JSON: " + e.getOriginalMessage());
    }
    if (!root.isObject()) {
      throw new UnreadableBoard("it is not a JSON object");
    }
    JsonNode tasks = root.path("tasks");
    if (!tasks.isMissingNode() && !tasks.isNull() && !tasks.isObject()) {
      throw new UnreadableBoard("its tasks are not a JSON object");
    }
    SortedMap<String, BoardTask> read = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : tasks.properties()) {
      task(entry.getKey(), entry.getValue()).ifPresent(task -> read.put(entry.getKey(), task));
    }
    return new BoardFile.Loaded(new TaskBoard(read), problems);
  }

  private Optional<BoardTask> task(String id, JsonNode node) {
    if (!node.isObject()) {
      problems.add("task '" + id + "' is not an object");
      return Optional.empty();
    }
    String word = text(node, "status");
    Optional<BoardStatus> status = BoardStatus.of(word);
    if (status.isEmpty()) {
      problems.add("task '" + id + "' has no status that is known, but '" + word + "'");
      return Optional.empty();
    }
    String note = text(node, "cancel_note");
    return Optional.of(
        new BoardTask(
            id,
            status.get(),
            text(node, "expert"),
            texts(node.path("depends_on")),
            text(node, "from"),
            text(node, "type"),
            text(node, "priority"),
            time(id, node, "created_at"),
            time(id, node, "started_at"),
            time(id, node, "completed_at"),
            number(node, "handoff_count"),
            node.path("needs_attention").isBoolean() && node.path("needs_attention").booleanValue(),
            note.isEmpty() ? null : note,
            node.path("exit_code").isInt() ? node.path("exit_code").intValue() : null));
  }

  private static String text(JsonNode node, String member) {
    JsonNode value = node.path(member);
    return value.isString() ? value.stringValue() : "";
  }

  private static int number(JsonNode node, String member) {
    JsonNode value = node.path(member);
    return value.isInt() ? Math.max(0, value.intValue()) : 0;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : list) {
      if (item.isString()) {
        texts.add(item.stringValue());
      }
    }
    return texts;
  }

  private @Nullable Instant time(String id, JsonNode node, String member) {
    String text = text(node, member);
    if (text.isEmpty()) {
      return null;
    }
    Optional<Instant> time = Rfc3339.parse(text);
    if (time.isEmpty()) {
      problems.add("task '" + id + "': " + member + " is no time: " + text);
    }
    return time.filter(one -> !one.equals(Rfc3339.NEVER)).orElse(null);
  }
}
