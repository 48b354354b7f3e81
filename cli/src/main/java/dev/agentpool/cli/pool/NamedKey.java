package dev.agentpool.cli.pool;

import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import picocli.CommandLine.Parameters;

/** A command about one entry of the shared context. */
abstract class NamedKey extends ProjectCommand {
  @Parameters(index = "0", paramLabel = "KEY", description = "The entry's key.")
  String key = "";

  final String path() {
    return Query.slashed("/v1/context/", "context key", key);
  }

  final String path(Surroundings here) {
    return new Query(path()).with("dir", project(here)).toString();
  }
}
