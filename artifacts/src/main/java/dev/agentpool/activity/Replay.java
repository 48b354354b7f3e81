package dev.agentpool.activity;

import dev.agentpool.task.TaskId;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What of a turn was written before: a daemon that takes a turn over reads its agent's output from
 * the turn's beginning again, and what a daemon before had written of it is not written twice. Used
 * by one thread at a time.
 */
final class Replay {
  /** How far apart what an agent said may be: a node's own notices stand between. */
  private static final int NEAR = 64;

  private static final Set<String> HEARD =
      Set.of(
          "session",
          "text",
          "thinking",
          "tool_use",
          "tool_result",
          "permission_denied",
          "api_retry",
          "rate_limit",
          "cost",
          "notice");

  private final Deque<Long> written = new ArrayDeque<>();

  /** Of nothing: all is new. */
  static Replay nothing() {
    return new Replay();
  }

  /** Of a turn as far as it was written. */
  static Replay of(ActivityLog log, TaskId task, String turn) {
    Replay replay = new Replay();
    boolean inTurn = false;
    try {
      ActivityCursor cursor = log.read(task);
      for (var lines = cursor.next(); !lines.isEmpty(); lines = cursor.next()) {
        for (ActivityCursor.Line line : lines) {
          if (line.type().equals("turn")) {
            inTurn = line.data().path("turn_id").asString("").equals(turn);
            replay.written.clear();
          } else if (inTurn && HEARD.contains(line.type())) {
            replay.written.add(print(line.type(), line.data()));
          }
        }
      }
    } catch (IOException unreadable) {
      return nothing(); // twice is better than not at all
    }
    return replay;
  }

  /** Whether that was written before; each line is so once. */
  boolean has(String type, JsonNode data) {
    if (written.isEmpty()) {
      return false;
    }
    long wanted = print(type, data);
    int before = 0;
    for (Iterator<Long> lines = written.iterator(); lines.hasNext() && before < NEAR; before++) {
      if (lines.next() == wanted) {
        for (int i = 0; i <= before; i++) {
          written.remove();
        }
        return true;
      }
    }
    return false;
  }

  private static long print(String type, JsonNode data) {
    String text = data.toString();
    return ((long) text.hashCode() << 32) ^ (text.length() * 31L + type.hashCode());
  }
}
