package dev.agentpool.cli.every;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;

/** Pauses a schedule. */
@CommandLine.Command(
    name = "every pause",
    description = "Let none of its times be due, until every resume.",
    footer = {"", "Example:", "  agentpool every pause nightly"})
final class EveryPauseCommand extends NamedSchedule {
  @Override
  public int run(Surroundings here) {
    Json schedule = does(here, "pause");
    if (json) {
      here.terminal().printJson(schedule);
    } else {
      here.terminal().print(name + ": " + ScheduleText.next(schedule));
    }
    return ExitCode.DONE;
  }
}
