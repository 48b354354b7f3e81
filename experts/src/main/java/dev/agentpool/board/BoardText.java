package dev.agentpool.board;

import dev.agentpool.paper.Rfc3339;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Writes the board as the old program wrote it: two spaces an indent, members in their old order,
 * what is not set left out.
 */
final class BoardText {
  private final StringBuilder out = new StringBuilder("{\n  \"version\": 1,\n  \"tasks\": {");
  private String between = "";

  private BoardText() {}

  static String of(TaskBoard board) {
    BoardText text = new BoardText();
    Iterator<BoardTask> tasks = board.tasks().values().iterator();
    while (tasks.hasNext()) {
      text.task(tasks.next());
      text.out.append(tasks.hasNext() ? "," : "");
    }
    return text.out.append(board.tasks().isEmpty() ? "}\n}\n" : "\n  }\n}\n").toString();
  }

  private void task(BoardTask task) {
    out.append("\n    ").append(quoted(task.id())).append(": {");
    between = "\n      ";
    text("id", task.id());
    text("status", task.status().word());
    text("expert", task.expert());
    list("depends_on", task.dependsOn());
    text("from", task.from());
    text("type", task.type());
    text("priority", task.priority());
    text("created_at", Rfc3339.text(Objects.requireNonNullElse(task.createdAt(), Rfc3339.NEVER)));
    time("started_at", task.startedAt());
    time("completed_at", task.completedAt());
    member("handoff_count", Integer.toString(task.handoffCount()));
    if (task.needsAttention()) {
      member("needs_attention", "true");
    }
    String note = task.cancelNote();
    if (note != null && !note.isEmpty()) {
      text("cancel_note", note);
    }
    Integer code = task.exitCode();
    if (code != null) {
      member("exit_code", code.toString());
    }
    out.append("\n    }");
  }

  private void member(String name, String value) {
    out.append(between).append('"').append(name).append("\": ").append(value);
    between = ",\n      ";
  }

  private void text(String name, String value) {
    member(name, quoted(value));
  }

  private void time(String name, @Nullable Instant time) {
    if (time != null) {
      text(name, Rfc3339.text(time));
    }
  }

  private void list(String name, List<String> values) {
    if (!values.isEmpty()) {
      member(
          name,
          "[\n        "
              + String.join(",\n        ", values.stream().map(BoardText::quoted).toList())
              + "\n      ]");
    }
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    JsonStringEncoder.getInstance().quoteAsString(text, quoted);
    return quoted.append('"').toString();
  }
}
