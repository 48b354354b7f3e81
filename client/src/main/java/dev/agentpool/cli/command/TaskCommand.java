package dev.agentpool.cli.command;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Shows all that is known of a task; on a terminal what a person wants to know of it. */
@CommandLine.Command(
    name = "task",
    description =
        "Show a task: on a terminal what it is, how it stands and what next; else, and with -o wide,"
            + " all that is known of it.",
    footer = {"", "Example:", "  agentpool task task-1a2b"})
final class TaskCommand extends Command {
  @NamesTask(mail = true)
  @Parameters(paramLabel = "ID", description = "The task.")
  String id = "";

  @Override
  public int run(Surroundings here) {
    Json task = new Tasks(here.daemon()).get(id);
    if (json) {
      here.terminal().printJson(task);
    } else if (here.terminal().isForGlance()) {
      TaskText.print(here.terminal(), task);
    } else {
      Members.print(here.terminal(), task);
    }
    return ExitCode.DONE;
  }
}
