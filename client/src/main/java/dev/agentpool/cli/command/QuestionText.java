package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.util.List;
import java.util.Locale;

/** A question as one would tell a person of it: what is asked, by whom, about what, what next. */
final class QuestionText {
  private QuestionText() {}

  static void print(Terminal terminal, Json question) {
    terminal.printWrapped(Colour.BOLD, 0, question.text("title"));
    ShownIds ids = ShownIds.on(terminal, AskerText.ids(question));
    TaskText.fact(terminal, "asked by", AskerText.of(question, ids));
    TaskText.fact(terminal, "asked", time(question, "asked_at_ms"));
    TaskText.fact(terminal, "until", time(question, "deadline_ms"));
    TaskText.fact(terminal, "waiting", waiting(question));
    TaskText.fact(terminal, "state", state(question));
    boolean isSaid = question.text("kind").equals("money"); // by the title
    if (!isSaid && !question.get("about").toString().equals("{}")) {
      terminal.print("");
      terminal.printRow(Colour.BOLD, "about");
      Members.print(terminal, "  ", question.get("about"));
    }
    options(terminal, question.get("options").items());
    if (question.text("state").equals("open")) {
      terminal.print("");
      terminal.printRow(
          Colour.DIM, "next: agentpool answer " + question.text("id") + " " + sayable(question));
    }
  }

  private static String time(Json question, String member) {
    return question.number(member) == 0 ? "" : Text.time(question.number(member));
  }

  /** What waits for money; empty for another question, and where nothing does. */
  static String waiting(Json question) {
    Json about = question.get("about");
    return about.number("tasks") == 0
        ? ""
        : Text.count(about.number("tasks"), "task")
            + ", about "
            + Text.usd(about.number("about_microdollars"));
  }

  private static String state(Json question) {
    Json answer = question.get("answer");
    String by = answer.text("by");
    String reason = question.text("reason");
    String said = answer.text("text").isEmpty() ? "" : " (" + answer.text("text") + ")";
    return question.text("state")
        + (by.isEmpty() ? "" : ": " + answer.text("verdict") + said + " by " + by)
        + (reason.isEmpty() ? "" : ": " + reason);
  }

  private static void options(Terminal terminal, List<Json> options) {
    if (!options.isEmpty()) {
      terminal.print("");
      terminal.printRow(Colour.BOLD, "one of");
    }
    int number = 0;
    for (Json option : options) {
      String line = String.format(Locale.ROOT, "%3d  %s", ++number, option.textOrNull());
      terminal.printWrapped(Colour.PLAIN, 2, line);
    }
  }

  private static String sayable(Json question) {
    if (question.text("kind").equals("money")) {
      String unit = question.get("about").text("unit");
      return unit.isEmpty() || unit.equals("usd")
          ? "raise 5 | raise 5 today | drop"
          : String.join(" | ", question.get("options").texts());
    }
    return question.get("options").items().isEmpty() ? "yes|no|TEXT" : "TEXT";
  }
}
