package dev.agentpool.cli.control;

import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command about what providers have left: whose, and of whom it is asked. */
abstract class UsageFlags extends ProjectCommand {
  @Option(names = "--provider", paramLabel = "ID", description = "Of this provider alone.")
  @Nullable String provider;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "Who is asked: native, codexbar, ccusage, or all of them: combined.")
  @Nullable String backend;

  @Option(
      names = {"--no-interactive", "--no-interactive-usage"},
      description = "Taken and without effect: no screen is ever read for it.")
  boolean noInteractive;

  /** Asks, at once when it is remembered and as long as it takes when it is read now. */
  final Json ask(Surroundings here, String path, boolean refresh) {
    JsonObject body =
        Json.object()
            .put("dir", project(here).toString())
            .putIfThere("provider_id", provider)
            .put("refresh", refresh)
            .putIfThere("backend", backend);
    return here.daemon().postUnhurried(path, body);
  }
}
