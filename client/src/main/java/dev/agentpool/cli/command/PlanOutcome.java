package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.util.List;

/**
 * Prints how a chain, workflow or other plan ended: its output on standard output, the rest as
 * talk.
 *
 * @param result its steps, {@code final_output} and cost
 */
public record PlanOutcome(String id, String status, Json result) {
  /** Whether a task stands for a plan, and so has the plan's result as its own. */
  static boolean isPlan(Json task) {
    return task.text("role").equals("plan");
  }

  /** Out of the task that stands for the plan, whose output is its result as JSON text. */
  static PlanOutcome of(Json task) {
    String text = task.text("output");
    Json result = text.startsWith("{") ? Json.parse(text) : Json.parse("{}");
    return new PlanOutcome(task.text("id"), task.text("state"), result);
  }

  public void print(Terminal terminal) {
    String output = result.text("final_output").stripTrailing();
    if (status.equals("completed")) {
      if (!output.isEmpty()) {
        terminal.print(output);
        terminal.flush();
      }
    } else {
      String last = "";
      for (Json step : steps()) {
        last = step.flag("success") || step.flag("skipped") ? last : step.text("name");
      }
      terminal.say(
          Colour.RED,
          id
              + " "
              + status
              + (last.isEmpty() ? "" : " at " + last)
              + (output.isEmpty() ? "" : ": " + output));
    }
    for (Json step : steps()) {
      for (Json warning : step.get("warnings").items()) {
        terminal.say(Colour.YELLOW, step.text("name") + ": " + warning.textOrNull());
      }
    }
  }

  /** One line on its steps, its price and the place of its work. */
  public String summary() {
    int done = 0;
    int skipped = 0;
    for (Json step : steps()) {
      done += step.flag("success") ? 1 : 0;
      skipped += step.flag("skipped") ? 1 : 0;
    }
    String branch = result.get("workspace").text("branch");
    String patch = result.get("workspace").text("patch");
    return id
        + " "
        + status
        + ", "
        + Text.count(done, "step")
        + " done"
        + (skipped == 0 ? "" : ", " + skipped + " skipped")
        + ", "
        + Price.of(result)
        + (branch.isEmpty() ? "" : ", branch " + branch)
        + (patch.isEmpty() ? "" : ", patch " + patch);
  }

  private List<Json> steps() {
    return result.get("steps").items();
  }
}
