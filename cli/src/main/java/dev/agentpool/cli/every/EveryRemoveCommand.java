package dev.agentpool.cli.every;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;

/** Removes a schedule. */
@CommandLine.Command(
    name = "every remove",
    description = "Forget a schedule; a task of it that runs goes on.",
    footer = {"", "Example:", "  agentpool every remove nightly"})
final class EveryRemoveCommand extends NamedSchedule {
  @Override
  public int run(Surroundings here) {
    here.daemon().delete(path(here));
    if (json) {
      here.terminal().printJson(Json.object().put("removed", name));
    } else {
      here.terminal().print("removed " + name);
    }
    return ExitCode.DONE;
  }
}
