package dev.agentpool.cli.skill;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Members;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;

/** Shows an agent. */
@CommandLine.Command(
    name = "agent show",
    description = "Show what is known of an agent.",
    footer = {"", "Example:", "  agentpool agent show reviewer"})
final class AgentShowCommand extends NamedAgent {
  @Override
  public int run(Surroundings here) {
    print(here, known(here));
    return ExitCode.DONE;
  }

  private void print(Surroundings here, Json agent) {
    if (json) {
      here.terminal().printJson(agent);
    } else {
      Members.print(here.terminal(), agent);
    }
  }
}
