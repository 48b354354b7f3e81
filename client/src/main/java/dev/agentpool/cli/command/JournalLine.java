package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** A journal entry as a line for a person. */
public final class JournalLine {
  private static final Set<String> OWN =
      Set.of(
          "webhook_cursor",
          "webhook_event",
          "schedule",
          "words",
          "handoffs",
          "answered",
          "conversations");

  private JournalLine() {}

  /** Not what only agentpool itself goes by: notes of its own, and what finishes a workspace. */
  public static boolean isForPeople(Json entry) {
    return !entry.text("task_id").startsWith("close-") && !OWN.contains(entry.text("space"));
  }

  /** As a person reads it: the task in short, and what it is called. */
  static String of(Json entry, ShownIds ids, Titles titles) {
    String task = entry.text("task_id");
    return of(entry, task.isEmpty() ? "" : ids.of(task), titles.of(task));
  }

  public static String of(Json entry, String subject) {
    return of(entry, subject, "");
  }

  private static String of(Json entry, String subject, String title) {
    String time =
        Instant.ofEpochMilli(entry.number("at_ms"))
            .atZone(ZoneId.systemDefault())
            .toLocalTime()
            .truncatedTo(ChronoUnit.SECONDS)
            .toString();
    StringBuilder line = new StringBuilder(time.length() == 5 ? time + ":00" : time);
    line.append("  ").append(subject.isEmpty() ? entry.text("pool") : subject);
    String to = entry.text("to");
    line.append("  ").append(to.isEmpty() ? entry.text("kind") : to);
    if (entry.number("attempt") > 1) {
      line.append(" (attempt ").append(entry.number("attempt")).append(')');
    }
    if (!title.isEmpty()) {
      line.append("  ").append(title);
    }
    String detail = Text.oneLine(entry.text("detail"), 120);
    return detail.isEmpty() ? line.toString() : line.append("  ").append(detail).toString();
  }
}
