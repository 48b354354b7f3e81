package dev.agentpool.cli.plan;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Durations;
import dev.agentpool.cli.command.Price;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.PromptFlags;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Colour;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets a model split work, and runs it. */
@CommandLine.Command(
    name = "auto",
    description =
        "Let a model decide whether work is one task, several at once, or a chain, and run it so.",
    footer = {
      "",
      "Example:",
      "  agentpool auto --prefer parallel \"review every file in src/ on its own\""
    })
final class AutoCommand extends ProjectCommand {
  @Mixin PromptFlags prompts = new PromptFlags();
  @Mixin HintFlags hints = new HintFlags();
  @Mixin PlanFlags flags = new PlanFlags();

  @Option(
      names = {"--detach", "--no-wait"},
      description = "Return as soon as the work is handed in.")
  boolean detach;

  @Option(names = "--wait", description = "Wait for its end (as without a flag).")
  boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Wait no longer than this, such as 10m; the work goes on.")
  @Nullable String timeout;

  @Override
  public int run(Surroundings here) {
    if (detach && wait) {
      throw CliException.usage("--wait and --detach exclude each other");
    }
    JsonObject request = Json.object().put("dir", project(here).toString());
    request.put("prompt", prompts.prompt(here)).putIfThere("wait", detach ? Boolean.FALSE : null);
    request.putIfThere("timeout_ms", timeout == null ? null : (Long) Durations.millis(timeout));
    Json answer = here.daemon().postUnhurried("/v1/auto", flags.into(hints.into(request)));
    if (json) {
      here.terminal().printJson(answer);
    } else {
      print(here, answer);
    }
    boolean failed = Boolean.FALSE.equals(answer.get("success").value());
    return failed ? ExitCode.TASK_FAILED : ExitCode.DONE;
  }

  private void print(Surroundings here, Json answer) {
    Json route = answer.get("route");
    String kind = route.textOrNull() == null ? RoutePrint.kind(route) : route.textOrNull();
    int pieces = RoutePrint.pieces(route).size();
    String fallback = answer.text("fallback");
    if (!fallback.isEmpty()) {
      here.terminal().say(Colour.YELLOW, "not split: " + fallback);
    }
    if (detach) {
      for (Json id : answer.get("task_ids").items()) {
        here.terminal().print(String.valueOf(id.textOrNull()));
      }
    }
    String output = answer.text("output").stripTrailing();
    if (!output.isEmpty()) {
      here.terminal().print(output);
      here.terminal().flush();
    }
    String cost = Price.of(answer, detach ? "routing_cost" : "cost");
    String ids =
        detach
            ? ""
            : answer.get("task_ids").items().stream()
                .map(id -> ", " + id.textOrNull())
                .collect(Collectors.joining());
    here.terminal().say(kind + (pieces > 1 ? " of " + pieces : "") + ids + ", " + cost);
  }
}
