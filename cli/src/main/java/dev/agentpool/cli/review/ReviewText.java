package dev.agentpool.cli.review;

import dev.agentpool.cli.command.Outcome;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.util.List;

/** What a reviewer looks at, as text. */
final class ReviewText {
  private ReviewText() {}

  static void print(Terminal terminal, Json review, boolean patch) {
    Json task = review.get("task");
    Json result = task.get("result");
    terminal.printRow(Colour.ofState(task.text("state")), head(task));
    section(terminal, "asked", task.text("prompt"));
    for (Json said : task.get("feedback").items()) {
      String text = said.textOrNull();
      section(terminal, "feedback", text == null ? "" : text);
    }
    section(terminal, "said", result.text("output"));
    List<Json> denials = result.get("permission_denials").items();
    if (!denials.isEmpty()) {
      terminal.print("");
      terminal.printRow(Colour.RED, Text.count(denials.size(), "tool call") + " not permitted");
      for (Json denial : denials) {
        String text = denial.textOrNull();
        terminal.print("  " + Text.oneLine(text == null ? denial.toString() : text, 120));
      }
    }
    change(terminal, review, patch);
  }

  private static String head(Json task) {
    String head = Outcome.summary(task);
    long rejections = task.number("rejection_count");
    return rejections == 0
        ? head
        : head + ", rejected " + rejections + " of " + task.number("max_rejections") + " times";
  }

  private static void section(Terminal terminal, String title, String text) {
    if (!text.isBlank()) {
      terminal.print("");
      terminal.printRow(Colour.BOLD, title);
      terminal.print(text.strip());
    }
  }

  private static void change(Terminal terminal, Json review, boolean patch) {
    Json change = review.get("change");
    terminal.print("");
    if (change.isNull()) {
      String problem = review.text("problem");
      terminal.printRow(
          problem.isEmpty() ? Colour.DIM : Colour.RED,
          problem.isEmpty()
              ? "no branch: it worked in the project itself, or changed nothing"
              : "the change cannot be shown: " + problem);
      return;
    }
    terminal.printRow(
        Colour.BOLD,
        "changed on "
            + change.text("branch")
            + ", "
            + Text.count(change.number("commits"), "commit"));
    terminal.print(change.text("stat").stripTrailing());
    if (patch) {
      terminal.print("");
      PatchText.print(terminal, change.text("patch"));
    }
  }
}
