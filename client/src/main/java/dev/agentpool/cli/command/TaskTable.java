package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Sheet;
import dev.agentpool.cli.terminal.Table;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.util.List;

/** Prints tasks, a line each. */
public final class TaskTable {
  private static final int WORDS = 60;

  private TaskTable() {}

  /**
   * Prints them, or that there is none.
   *
   * @param none that there is none, and what makes one
   */
  public static void print(Terminal terminal, List<Json> tasks, String none) {
    ShownIds ids = ShownIds.on(terminal, tasks.stream().map(task -> task.text("id")).toList());
    boolean isWide = terminal.isWide();
    Table table =
        new Table(
            Table.with(
                isWide,
                new String[] {"ID", "STATE", "SLOT", "TRIES", "COST", "TIME", "WHAT"},
                "PROVIDER",
                "MODEL",
                "BRANCH",
                "PLAN",
                "TAGS"));
    for (Json task : tasks) {
      String state = task.text("state");
      String[] usual = {
        or(ids.of(task.text("id"))),
        standing(task),
        or(task.text("slot_id")),
        task.number("attempts") + "/" + task.number("max_attempts"),
        hasBegun(task) ? Price.of(task) : "-",
        task.number("elapsed_ms") == 0 ? "-" : Text.duration(task.number("elapsed_ms")),
        what(terminal, task)
      };
      Json result = task.get("result");
      table.row(
          Colour.ofState(state),
          Table.with(
              isWide,
              usual,
              result.text("provider"),
              result.text("model"),
              result.get("workspace").text("branch"),
              task.text("plan"),
              String.join(",", task.get("tags").texts())));
    }
    table.printOr(terminal, none);
  }

  /** Its state, and in a word what is in the way when it waits for more than its turn. */
  private static String standing(Json task) {
    String waitsFor = task.text("waits_for");
    return task.text("state") + (waitsFor.isEmpty() ? "" : " (" + waitsFor + ")");
  }

  /** What it is called, and why it failed. */
  private static String what(Terminal terminal, Json task) {
    String why = Tasks.hasFailed(task.text("state")) ? Tasks.why(task) : "";
    String what = Tasks.title(task) + (why.isEmpty() ? "" : ": " + why);
    boolean isCut = !terminal.outIsTerminal() && terminal.sheet().form() == Sheet.Form.USUAL;
    return Text.oneLine(what, isCut ? WORDS : terminal.columns());
  }

  /** What never began cost nothing; what has, may have cost something nobody knows of. */
  private static boolean hasBegun(Json task) {
    return task.number("attempts") > 0
        || task.number("started_at_ms") > 0
        || task.number("cost_at_most_microdollars") > 0;
  }

  private static String or(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
