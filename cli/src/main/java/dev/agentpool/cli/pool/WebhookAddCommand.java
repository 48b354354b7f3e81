package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Colour;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds a webhook. */
@CommandLine.Command(
    name = "webhook add",
    description =
        "Have a URL told of the pool's events, each signed with a secret that is shown once.",
    footer = {
      "",
      "Example:",
      "  agentpool webhook add --event task_failed --event chain_failed https://example.org/agentpool"
    })
final class WebhookAddCommand extends ProjectCommand {
  @Parameters(paramLabel = "URL", description = "Whom to tell.")
  String url = "";

  @Option(
      names = {"--event", "--events"},
      paramLabel = "A,B",
      split = ",",
      description = "Only these, such as task_completed or drain_completed; else all.")
  List<String> events = new ArrayList<>();

  @Override
  public int run(Surroundings here) {
    JsonObject request = Json.object().put("dir", project(here).toString()).put("url", url);
    Json added =
        here.daemon()
            .post("/v1/webhooks", request.putIfThere("events", events.isEmpty() ? null : events));
    if (json) {
      here.terminal().printJson(added);
      return ExitCode.DONE;
    }
    here.terminal().print(added.text("id"));
    String secret = added.text("secret");
    if (!secret.isEmpty()) {
      here.terminal().say(Colour.YELLOW, "its secret, shown this once: " + secret);
    }
    return ExitCode.DONE;
  }
}
