package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;

/** Removes a webhook. */
@CommandLine.Command(
    name = "webhook remove",
    description = "Tell a URL no more.",
    footer = {"", "Example:", "  agentpool webhook remove wh_0123456789abcdef"})
final class WebhookRemoveCommand extends NamedWebhook {
  @Override
  public int run(Surroundings here) {
    here.daemon().delete(path(here, ""));
    if (json) {
      here.terminal().printJson(Json.object().put("removed", id));
    } else {
      here.terminal().print("removed " + id);
    }
    return ExitCode.DONE;
  }
}
