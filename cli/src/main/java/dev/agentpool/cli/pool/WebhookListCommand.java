package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import dev.agentpool.cli.terminal.Text;
import java.util.List;
import picocli.CommandLine;

/** Lists webhooks. */
@CommandLine.Command(
    name = "webhook list",
    description = "List who is told of the pool's events.",
    footer = {"", "Example:", "  agentpool webhook list"})
final class WebhookListCommand extends ProjectCommand {
  private static final int WORDS = 60;

  @Override
  public int run(Surroundings here) {
    Json answer =
        here.daemon().get(new Query("/v1/webhooks").with("dir", project(here)).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("ID", "STATE", "URL", "EVENTS");
    List<Json> hooks = answer.items();
    for (Json hook : hooks) {
      String disabled = hook.text("disabled");
      table.row(
          disabled.isEmpty() ? Colour.PLAIN : Colour.RED,
          hook.text("id"),
          disabled.isEmpty() ? "on" : "off: " + Text.oneLine(disabled, WORDS),
          Text.oneLine(hook.text("url"), WORDS),
          events(hook));
    }
    table.printOr(here.terminal(), "no webhooks; agentpool webhook add makes one");
    return ExitCode.DONE;
  }

  private static String events(Json hook) {
    StringBuilder text = new StringBuilder();
    for (Json event : hook.get("events").items()) {
      text.append(text.isEmpty() ? "" : ",").append(event.textOrNull());
    }
    return text.isEmpty() ? "all" : text.toString();
  }
}
