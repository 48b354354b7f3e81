package dev.agentpool.cli.pool;

import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import picocli.CommandLine.Parameters;

/** A command about one webhook. */
abstract class NamedWebhook extends ProjectCommand {
  @Parameters(index = "0", paramLabel = "ID", description = "The webhook.")
  String id = "";

  /** With something after it such as {@code /test}. */
  final String path(String rest) {
    return "/v1/webhooks/" + Query.checked("webhook id", id, "agentpool webhook list") + rest;
  }

  final String path(Surroundings here, String rest) {
    return new Query(path(rest)).with("dir", project(here)).toString();
  }
}
