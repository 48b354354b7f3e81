package dev.agentpool.cli.plan;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Price;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.PromptFlags;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Asks how work would be split. */
@CommandLine.Command(
    name = "route run",
    description =
        "Let a model say whether work is one task, several at once, or a chain; run nothing.",
    footer = {
      "",
      "Also: agentpool route test, which tells how well the router decides. A prompt that is the"
          + " word",
      "run or test stands behind --.",
      "",
      "Example:",
      "  agentpool route --max-parallel 3 \"translate README.md into German, French and Polish\""
    })
final class RouteCommand extends ProjectCommand {
  @Mixin PromptFlags prompts = new PromptFlags();
  @Mixin HintFlags hints = new HintFlags();

  @Override
  public int run(Surroundings here) {
    JsonObject request = Json.object().put("dir", project(here).toString());
    request.put("prompt", prompts.prompt(here));
    Json route = here.daemon().postUnhurried("/v1/route", hints.into(request));
    if (json) {
      here.terminal().printJson(route);
      return ExitCode.DONE;
    }
    RoutePrint.print(here.terminal(), route);
    if (!route.get("routing_cost_microdollars").isNull()) {
      here.terminal().say("deciding cost " + Price.of(route, "routing_cost"));
    }
    return ExitCode.DONE;
  }
}
