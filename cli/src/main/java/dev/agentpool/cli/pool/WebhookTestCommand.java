package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Text;
import picocli.CommandLine;

/** Tries a webhook. */
@CommandLine.Command(
    name = "webhook test",
    description = "Send a webhook a test event now. Exit code 1: it was not delivered.",
    footer = {"", "Example:", "  agentpool webhook test wh_0123456789abcdef"})
final class WebhookTestCommand extends NamedWebhook {
  @Override
  public int run(Surroundings here) {
    Json delivery =
        here.daemon()
            .postUnhurried(path("/test"), Json.object().put("dir", project(here).toString()));
    boolean delivered = delivery.get("error").isNull();
    if (json) {
      here.terminal().printJson(delivery);
    } else {
      String status = delivery.get("status").isNull() ? "" : ", HTTP " + delivery.number("status");
      here.terminal()
          .printRow(
              delivered ? Colour.GREEN : Colour.RED,
              delivered
                  ? "delivered" + status + " in " + Text.duration(delivery.number("duration_ms"))
                  : "not delivered: " + delivery.text("error") + status);
    }
    return delivered ? ExitCode.DONE : ExitCode.TASK_FAILED;
  }
}
