package dev.agentpool.cli.skill;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** A command about one agent. */
abstract class NamedAgent extends ProjectCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "The agent.")
  String name = "";

  /** With something after it such as {@code /reset}. */
  final String path(String rest) {
    return Query.named("/v1/agents/", "agent name", name) + rest;
  }

  /** As it is listed; throws {@link CliException} when there is none of that name. */
  final Json known(Surroundings here) {
    path(""); // a name that is none is refused here
    Json answer = here.daemon().get(new Query("/v1/agents").with("dir", project(here)).toString());
    List<String> known = new ArrayList<>();
    for (Json agent : answer.get("agents").items()) {
      if (agent.text("name").equals(name)) {
        return agent;
      }
      known.add(agent.text("name"));
    }
    throw new CliException(
        ExitCode.NOT_FOUND,
        "agent not found: "
            + name
            + (known.isEmpty() ? "; there is none" : "; there are " + String.join(", ", known)));
  }

  final JsonObject request(Surroundings here) {
    return Json.object().put("dir", project(here).toString());
  }
}
