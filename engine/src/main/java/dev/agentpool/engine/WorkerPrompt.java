package dev.agentpool.engine;

import java.util.List;
import java.util.regex.Pattern;

/** What a live session is asked first (spec control-plane 7.4). */
final class WorkerPrompt {
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "@filename\\b|<\\s*filename\\s*>|\\{\\s*filename\\s*}|<\\s*task\\s*>"
              + "|\\byour task here\\b|\\breplace this\\b|\\btodo task\\b",
          Pattern.CASE_INSENSITIVE);

  /** Alone on its line, and what follows is the task. */
  private static final String BEFORE_TASK = "\nTask:\n";

  private WorkerPrompt() {}

  /** The task of a prompt that {@link #of} made. */
  static String taskOf(String prompt) {
    int at = prompt.indexOf(BEFORE_TASK);
    return at < 0 ? prompt : prompt.substring(at + BEFORE_TASK.length()).strip();
  }

  /** The task without the blanks around it; throws {@link Refused} when it is none. */
  static String task(String text) {
    String task = text.strip();
    if (task.isEmpty()) {
      throw Refused.invalid("'task' is empty: say what the worker is to do");
    }
    var found = PLACEHOLDER.matcher(task);
    if (found.find()) {
      throw Refused.invalid(
          "'task' still has the placeholder "
              + found.group()
              + " in it: write there what is meant");
    }
    return task;
  }

  /** The task with what the worker is to know beside it. */
  static String of(Spawn asked, String task) {
    StringBuilder text = new StringBuilder();
    text.append("You work for whoever drives you through agentpool: a person or another agent.\n")
        .append("Role: ")
        .append(asked.role())
        .append("\nIsolation: ")
        .append(asked.isolation())
        .append("\n\nInstructions:\n")
        .append("- Do the task below, and nothing beyond it.\n")
        .append("- When you cannot go on, ask one short question and wait for the answer.\n")
        .append("- Ask before you do what cannot be undone.\n");
    if (asked.isolation().equals("read_only")) {
      text.append("- Change no file: you are here to look.\n");
    }
    List<String> files = asked.allowedFiles();
    if (!files.isEmpty()) {
      text.append("- Change these files alone: ").append(String.join(", ", files)).append("\n");
    }
    return text.append("- End with what you found, did and could not do, in your own words.\n")
        .append(BEFORE_TASK)
        .append(task)
        .append("\n")
        .toString();
  }
}
