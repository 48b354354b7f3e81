package dev.agentpool.cli.every;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;

/** Resumes a schedule. */
@CommandLine.Command(
    name = "every resume",
    description = "Let its times be due again, from now on; those before are not missed.",
    footer = {"", "Example:", "  agentpool every resume nightly"})
final class EveryResumeCommand extends NamedSchedule {
  @Override
  public int run(Surroundings here) {
    Json schedule = does(here, "resume");
    if (json) {
      here.terminal().printJson(schedule);
    } else {
      here.terminal().print(name + ": " + ScheduleText.next(schedule));
    }
    return ExitCode.DONE;
  }
}
