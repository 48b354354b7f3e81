package dev.agentpool.cli.skill;

import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import picocli.CommandLine.Parameters;

/** A command about one agent. */
abstract class NamedAgent extends ProjectCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "The agent.")
  String name = "";

  /** With something after it such as {@code /reset}. */
  final String path(String rest) {
    return Query.named("/v1/agents/", "agent name", name) + rest;
  }

  final JsonObject request(Surroundings here) {
    return Json.object().put("dir", project(here).toString());
  }
}
