package dev.agentpool.cli.every;

import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine.Parameters;

/** A command about one schedule. */
abstract class NamedSchedule extends ProjectCommand {
  @Parameters(paramLabel = "NAME", description = "The schedule (agentpool every list).")
  String name = "";

  final String path(Surroundings here) {
    return new Query(Query.named("/v1/schedules/", "schedule name", name))
        .with("dir", project(here))
        .toString();
  }

  /** Does something with it, such as {@code pause}. */
  final Json does(Surroundings here, String what) {
    return here.daemon()
        .post(
            Query.named("/v1/schedules/", "schedule name", name) + "/" + what,
            Json.object().put("dir", project(here).toString()));
  }
}
