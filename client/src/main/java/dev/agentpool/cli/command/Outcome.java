package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.util.List;

/** Prints how a task ended: its output on standard output, the rest as talk. */
public final class Outcome {
  private Outcome() {}

  public static void print(Terminal terminal, Json task) {
    Json result = task.get("result");
    Json structured = result.get("structured_output");
    String output = structured.isNull() ? result.text("output") : structured.toString();
    if (!output.isEmpty()) {
      terminal.print(output.stripTrailing());
      terminal.flush();
    }
    sayFacts(terminal, result.get("facts"));
    String state = task.text("state");
    String id = task.text("id");
    switch (state) {
      case "completed" -> {}
      case "pending_review" ->
          terminal.say(
              Colour.YELLOW,
              id
                  + " waits for review: agentpool approve "
                  + id
                  + ", or agentpool reject "
                  + id
                  + " \"what to change\"");
      default -> {
        String why = Tasks.why(task);
        terminal.say(Colour.RED, id + " " + state + (why.isEmpty() ? "" : ": " + why));
      }
    }
  }

  /** What is true of the attempt beside its state: tools that were denied, and what to know. */
  private static void sayFacts(Terminal terminal, Json facts) {
    for (Json denial : facts.get("denials").items()) {
      String wanted = denial.text("wanted");
      terminal.say(
          Colour.YELLOW,
          "denied: "
              + denial.text("tool")
              + (wanted.isEmpty() ? "" : " " + Text.oneLine(wanted, 80))
              + "; "
              + denial.text("advice"));
    }
    for (Json notice : facts.get("notices").items()) {
      terminal.say(Colour.YELLOW, "note: " + notice.textOrNull());
    }
  }

  /** One line on the price and the place of the work. */
  public static String summary(Json task) {
    return summary(task, new ShownIds(false, List.of()));
  }

  static String summary(Json task, ShownIds ids) {
    Json result = task.get("result");
    String id = ids.of(task.text("id"));
    if (result.isNull()) {
      return id + " " + task.text("state");
    }
    StringBuilder line = new StringBuilder(id).append(' ').append(task.text("state"));
    line.append(", ")
        .append(Price.of(task))
        .append(", ")
        .append(Text.duration(result.number("elapsed_ms")));
    if (result.number("turns_used") > 0) {
      line.append(", ").append(Text.count(result.number("turns_used"), "turn"));
    }
    String model = result.text("model");
    if (!model.isEmpty()) {
      line.append(", ").append(model);
    }
    return line.append(where(result.get("workspace"))).toString();
  }

  private static String where(Json workspace) {
    String branch = workspace.text("branch");
    return branch.isEmpty() ? "" : ", branch " + branch;
  }
}
