package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.util.List;

/** Prints tasks, a line each. */
public final class TaskTable {
  private static final int WORDS = 60;

  private TaskTable() {}

  public static void print(Terminal terminal, List<Json> tasks) {
    Table table = new Table("ID", "STATE", "SLOT", "TRIES", "COST", "TIME", "WHAT");
    for (Json task : tasks) {
      String state = task.text("state");
      table.row(
          Colour.ofState(state),
          or(task.text("id")),
          state,
          or(task.text("slot_id")),
          task.number("attempts") + "/" + task.number("max_attempts"),
          hasBegun(task) ? Price.of(task) : "-",
          task.number("elapsed_ms") == 0 ? "-" : Text.duration(task.number("elapsed_ms")),
          Text.oneLine(what(task), WORDS));
    }
    table.print(terminal);
  }

  private static String what(Json task) {
    String why = Tasks.hasFailed(task.text("state")) ? Tasks.why(task) : "";
    String output = PlanOutcome.isPlan(task) ? "" : task.get("result").text("output");
    return !why.isEmpty() ? why : !output.isEmpty() ? output : task.text("prompt");
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
