package dev.agentpool.cli.pool;

import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import picocli.CommandLine.Parameters;

/** A command about one slot. */
abstract class NamedSlot extends ProjectCommand {
  @Parameters(index = "0", paramLabel = "SLOT", description = "The slot.")
  String slot = "";

  /** With something after it such as {@code /claim}. */
  final String path(String rest) {
    return "/v1/slots/" + Query.checked("slot id", slot, "agentpool slot list") + rest;
  }

  final JsonObject request(Surroundings here) {
    return Json.object().put("dir", project(here).toString());
  }
}
