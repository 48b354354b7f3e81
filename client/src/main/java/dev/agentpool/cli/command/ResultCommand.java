package dev.agentpool.cli.command;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Prints what a task came to. */
@CommandLine.Command(
    name = "result",
    description =
        "Print the output of a task, chain or workflow. Exit code 1: it has failed, or has not"
            + " ended yet.",
    footer = {"", "Example:", "  agentpool result --json task-1a2b | jq .cost_microdollars"})
final class ResultCommand extends Command {
  @NamesTask(mail = true)
  @Parameters(paramLabel = "ID", description = "The task, or the chain.")
  String id = "";

  @Override
  public int run(Surroundings here) {
    Json task = new Tasks(here.daemon()).get(id);
    if (json) {
      here.terminal().printJson(task);
    } else if (Tasks.hasEnded(task.text("state"))) {
      if (PlanOutcome.isPlan(task)) {
        PlanOutcome.of(task).print(here.terminal());
      } else {
        Outcome.print(here.terminal(), task);
      }
    } else {
      here.terminal()
          .say(id + " is " + task.text("state") + "; wait for it with: agentpool wait " + id);
    }
    return Tasks.hasEnded(task.text("state")) ? Tasks.exitCode(task) : ExitCode.TASK_FAILED;
  }
}
