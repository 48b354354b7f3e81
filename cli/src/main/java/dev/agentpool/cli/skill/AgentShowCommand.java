package dev.agentpool.cli.skill;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Members;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Shows an agent. */
@CommandLine.Command(
    name = "agent show",
    description = "Show what is known of an agent.",
    footer = {"", "Example:", "  agentpool agent show reviewer"})
final class AgentShowCommand extends NamedAgent {
  @Override
  public int run(Surroundings here) {
    path(""); // a name that is none is refused here
    Json answer = here.daemon().get(new Query("/v1/agents").with("dir", project(here)).toString());
    List<String> known = new ArrayList<>();
    for (Json agent : answer.get("agents").items()) {
      if (agent.text("name").equals(name)) {
        print(here, agent);
        return ExitCode.DONE;
      }
      known.add(agent.text("name"));
    }
    throw new CliException(
        ExitCode.TASK_FAILED,
        "agent not found: "
            + name
            + (known.isEmpty() ? "; there is none" : "; there are " + String.join(", ", known)));
  }

  private void print(Surroundings here, Json agent) {
    if (json) {
      here.terminal().printJson(agent);
    } else {
      Members.print(here.terminal(), agent);
    }
  }
}
