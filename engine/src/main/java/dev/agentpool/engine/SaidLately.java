package dev.agentpool.engine;

import dev.agentpool.activity.ActivityCursor;
import dev.agentpool.activity.ActivityLog;
import dev.agentpool.artifact.TranscriptText;
import dev.agentpool.task.TaskId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of what a session's agent said and did in its turn, as its transcript has it; reads on
 * where it stopped. Not thread-safe.
 */
final class SaidLately {
  private static final int KEPT = 16_000;
  private final ActivityLog log;
  private @Nullable TaskId turn;
  private @Nullable ActivityCursor cursor;
  private TranscriptText lines = new TranscriptText();
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
      lines = new TranscriptText();
      text.setLength(0);
    }
    try {
      for (List<ActivityCursor.Line> some = reading.next();
          !some.isEmpty();
          some = reading.next()) {
        some.forEach(this::add);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("what " + current + " said cannot be read", unreadable);
    }
    return text.toString();
  }

  private void add(ActivityCursor.Line line) {
    if (line.type().equals("state")) {
      return; // whoever looks at a session is told where it stands beside this
    }
    lines.line(line);
    text.append(lines.take());
    if (text.length() > KEPT) {
      text.delete(0, text.length() - KEPT);
    }
  }
}
