package dev.agentpool.cli.plan;

import dev.agentpool.cli.command.Price;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.util.List;

/** Prints what a chain came to: its output on standard output, the rest as talk. */
record ChainOutcome(Surroundings here, String id) {
  /** Returns the exit code. */
  int print(boolean json, boolean quiet) {
    Json progress = here.daemon().get(Query.chain(id, ""));
    String status = progress.text("status");
    if (!Chains.hasEnded(status)) {
      if (json) {
        here.terminal().printJson(progress);
      } else {
        here.terminal().say(id + " is " + status + "; see agentpool chain show " + id);
      }
      return Chains.exitCode(status);
    }
    Json result = here.daemon().get(Query.chain(id, "/result"));
    if (json) {
      here.terminal().printJson(result);
    } else {
      print(status, result);
    }
    if (!quiet) {
      here.terminal().say(summary(status, result));
    }
    return Chains.exitCode(status);
  }

  private void print(String status, Json result) {
    Terminal terminal = here.terminal();
    String output = result.text("final_output").stripTrailing();
    if (status.equals("completed")) {
      if (!output.isEmpty()) {
        terminal.print(output);
        terminal.flush();
      }
      return;
    }
    List<Json> steps = result.get("steps").items();
    String last = "";
    for (Json step : steps) {
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

  private String summary(String status, Json result) {
    List<Json> steps = result.get("steps").items();
    int done = 0;
    int skipped = 0;
    for (Json step : steps) {
      done += step.flag("success") ? 1 : 0;
      skipped += step.flag("skipped") ? 1 : 0;
    }
    return id
        + " "
        + status
        + ", "
        + Text.count(done, "step")
        + " done"
        + (skipped == 0 ? "" : ", " + skipped + " skipped")
        + ", "
        + Price.of(result)
        + where(result.get("workspace"));
  }

  private static String where(Json workspace) {
    String branch = workspace.text("branch");
    return branch.isEmpty() ? "" : ", branch " + branch;
  }
}
