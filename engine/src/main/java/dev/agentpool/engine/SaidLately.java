package dev.agentpool.engine;

import dev.agentpool.activity.ActivityCursor;
import dev.agentpool.activity.ActivityLog;
import dev.agentpool.task.TaskId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of what a session's agent said and did in its turn, as lines for people; reads on where
 * it stopped. Not thread-safe.
 */
final class SaidLately {
  private static final int KEPT = 16_000;
  private final ActivityLog log;
  private @Nullable TaskId turn;
  private @Nullable ActivityCursor cursor;
  private final StringBuilder text = new StringBuilder();

  SaidLately(ActivityLog log) {
    this.log = log;
  }

  /** The end of what was said in that turn by now. */
  String of(TaskId current) {
    ActivityCursor reading = cursor;
    if (reading == null || !current.equals(turn)) {
      turn = current;
      reading = log.read(current);
      cursor = reading;
      text.setLength(0);
    }
    try {
      for (List<ActivityCursor.Line> lines = reading.next();
          !lines.isEmpty();
          lines = reading.next()) {
        lines.forEach(this::add);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("what " + current + " said cannot be read", unreadable);
    }
    return text.toString();
  }

  private void add(ActivityCursor.Line line) {
    String said = line.data().path("text").asString("");
    switch (line.type()) {
      case "text", "notice" -> text.append(said).append('\n');
      case "tool_use" ->
          text.append('[')
              .append(line.data().path("tool").asString(""))
              .append("] ")
              .append(line.data().path("summary").asString(""))
              .append('\n');
      case "question" -> text.append(line.data().path("title").asString("")).append('\n');
      default -> {}
    }
    if (text.length() > KEPT) {
      text.delete(0, text.length() - KEPT);
    }
  }
}
