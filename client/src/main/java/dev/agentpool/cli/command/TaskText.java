package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A task as one would tell a person of it: what it is, how it stands, what it says, what next. */
final class TaskText {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH);
  private static final int LINES = 12;
  private static final String FACT = "  %-12s%s";
  private static final int HANG = 12;

  private TaskText() {}

  static void print(Terminal terminal, Json task) {
    String id = task.text("id");
    String state = task.text("state");
    terminal.printWrapped(Colour.BOLD, 2, Tasks.title(task));
    terminal.printWrapped(Colour.ofState(state), 2, Outcome.summary(task));
    String why = Tasks.why(task);
    if (!why.isEmpty()) {
      terminal.printWrapped(Tasks.hasFailed(state) ? Colour.RED : Colour.YELLOW, 2, why.strip());
    }
    facts(terminal, task);
    section(terminal, "asked", task.text("prompt"), "agentpool task --json " + id);
    for (Json said : task.get("feedback").items()) {
      section(terminal, "feedback", String.valueOf(said.textOrNull()), "agentpool review " + id);
    }
    section(terminal, "said", task.get("result").text("output"), "agentpool result " + id);
    terminal.print("");
    terminal.printRow(Colour.DIM, next(state, id).replace(", or ", "\n  or: "));
  }

  private static void facts(Terminal terminal, Json task) {
    fact(terminal, "when", times(task));
    fact(terminal, "slot", task.text("slot_id"));
    if (task.number("attempts") > 1 || task.number("max_attempts") > 1) {
      fact(terminal, "tries", task.number("attempts") + " of " + task.number("max_attempts"));
    }
    if (task.number("rejection_count") > 0) {
      fact(
          terminal,
          "rejected",
          task.number("rejection_count") + " of " + task.number("max_rejections") + " times");
    }
    if (!task.get("cap_microdollars").isNull()) {
      fact(terminal, "cap", Text.usd(task.number("cap_microdollars")));
    }
    fact(terminal, "step", task.text("step"));
    fact(terminal, "tags", words(task.get("tags")));
    fact(terminal, "after", words(task.get("after")));
    fact(terminal, "children", words(task.get("children")));
    fact(terminal, "started by", task.text("submitted_by"));
    fact(terminal, "anew of", task.text("retry_of"));
    fact(terminal, "left to you", task.get("escalation").text("why"));
    Json workspace = task.get("result").get("workspace");
    if (workspace.number("commits") > 0) {
      fact(terminal, "commits", Long.toString(workspace.number("commits")));
    }
    List<Json> denied = task.get("result").get("permission_denials").items();
    if (!denied.isEmpty()) {
      fact(terminal, "denied", Text.count(denied.size(), "tool call"));
    }
  }

  private static String times(Json task) {
    StringBuilder times = new StringBuilder();
    for (String[] moment :
        new String[][] {
          {"created_at_ms", "submitted"},
          {"started_at_ms", "begun"},
          {"completed_at_ms", "ended"},
          {"not_before_ms", "tried again"}
        }) {
      if (task.number(moment[0]) > 0) {
        times.append(times.isEmpty() ? "" : ", ").append(moment[1]).append(' ');
        times.append(
            CLOCK.format(
                Instant.ofEpochMilli(task.number(moment[0])).atZone(ZoneId.systemDefault())));
      }
    }
    return times.toString();
  }

  private static String words(Json list) {
    return String.join(", ", list.texts());
  }

  /** A line with what is known of something; none of what is not. */
  static void fact(Terminal terminal, String name, String text) {
    if (!text.isBlank()) {
      String line = String.format(Locale.ROOT, FACT, name, text.strip());
      terminal.printWrapped(Colour.PLAIN, HANG, line);
    }
  }

  private static void section(Terminal terminal, String title, String text, String whole) {
    if (text.isBlank()) {
      return;
    }
    terminal.print("");
    terminal.printRow(Colour.BOLD, title);
    List<String> lines = text.strip().lines().toList();
    lines.stream().limit(LINES).forEach(line -> terminal.printWrapped(Colour.PLAIN, 0, line));
    if (lines.size() > LINES) {
      terminal.printRow(
          Colour.DIM, "… and " + Text.count(lines.size() - LINES, "line") + " more: " + whole);
    }
  }

  private static String next(String state, String id) {
    return switch (state) {
      case "running" -> "next: agentpool logs -f " + id + ", or agentpool cancel " + id;
      case "pending", "blocked" -> "next: agentpool wait " + id + ", or agentpool cancel " + id;
      case "pending_review" -> "next: agentpool review " + id;
      case "failed", "cancelled" -> "next: agentpool logs " + id + ", or agentpool retry " + id;
      default -> "next: agentpool result " + id + ", or agentpool logs " + id;
    };
  }
}
