package dev.agentpool.cli.next;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Text;

/** What a pull request says of a task. */
record PullText(String title, String body) {
  private static final int LONGEST_TITLE = 72;

  /** GitHub takes 65,536 characters. */
  private static final int LONGEST = 30_000;

  static PullText of(Json task) {
    String asked = task.text("prompt").strip();
    String first = Text.oneLine(asked.lines().findFirst().orElse(""), LONGEST_TITLE);
    String named = task.text("title").strip();
    String title = named.isEmpty() ? first : Text.oneLine(named, LONGEST_TITLE);
    StringBuilder body = new StringBuilder();
    String said = task.get("result").text("output").strip();
    if (!said.isEmpty()) {
      body.append(cut(said)).append("\n\n");
    }
    body.append("Asked of an agent (").append(task.text("id")).append("):\n\n");
    cut(asked).lines().forEach(line -> body.append("> ").append(line).append('\n'));
    return new PullText(title.isBlank() ? "Work of " + task.text("id") : title, body.toString());
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "…";
  }
}
