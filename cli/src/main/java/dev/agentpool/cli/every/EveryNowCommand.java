package dev.agentpool.cli.every;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;

/** Submits a schedule's task at once. */
@CommandLine.Command(
    name = "every now",
    description = "Hand in a schedule's task at once, beside its times, and print its id.",
    footer = {"", "Example:", "  agentpool every now nightly"})
final class EveryNowCommand extends NamedSchedule {
  @Override
  public int run(Surroundings here) {
    Json submitted = does(here, "now");
    if (json) {
      here.terminal().printJson(submitted);
    } else {
      here.terminal().print(submitted.text("task_id"));
    }
    return ExitCode.DONE;
  }
}
