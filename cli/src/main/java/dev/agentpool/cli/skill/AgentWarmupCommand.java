package dev.agentpool.cli.skill;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;

/** Starts an agent's process. */
@CommandLine.Command(
    name = "agent warmup",
    description =
        "Start an agent's process, so that its first task need not wait; asks the model nothing.",
    footer = {"", "Example:", "  agentpool agent warmup reviewer"})
final class AgentWarmupCommand extends NamedAgent {
  @Override
  public int run(Surroundings here) {
    Json warm = here.daemon().postUnhurried(path("/warmup"), request(here));
    if (json) {
      here.terminal().printJson(warm);
    } else {
      here.terminal().print(name + " is warm, process " + warm.number("pid"));
      TaskStart.sayWarnings(here.terminal(), warm);
    }
    return ExitCode.DONE;
  }
}
