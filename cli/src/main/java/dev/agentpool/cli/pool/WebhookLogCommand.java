package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import dev.agentpool.cli.terminal.Text;
import java.time.Instant;
import picocli.CommandLine;

/** Shows what became of a webhook's deliveries. */
@CommandLine.Command(
    name = "webhook log",
    description = "Show the latest tries to tell a webhook, and what came of them.",
    footer = {"", "Example:", "  agentpool webhook log wh_0123456789abcdef"})
final class WebhookLogCommand extends NamedWebhook {
  private static final int WORDS = 60;

  @Override
  public int run(Surroundings here) {
    Json answer = here.daemon().get(path(here, "/deliveries"));
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("WHEN", "EVENT", "TRY", "STATUS", "TIME", "ERROR");
    for (Json delivery : answer.get("items").items()) {
      boolean failed = !delivery.get("error").isNull();
      table.row(
          failed ? Colour.RED : Colour.GREEN,
          Instant.ofEpochMilli(delivery.number("at_ms")).toString(),
          delivery.text("event"),
          Long.toString(delivery.number("attempt")),
          delivery.get("status").isNull() ? "-" : delivery.get("status").toString(),
          Text.duration(delivery.number("duration_ms")),
          failed ? Text.oneLine(delivery.text("error"), WORDS) : "-");
    }
    table.printOr(
        here.terminal(), "nothing was sent to it yet; agentpool webhook test sends something");
    return ExitCode.DONE;
  }
}
