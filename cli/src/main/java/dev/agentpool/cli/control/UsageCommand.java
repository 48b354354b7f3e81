package dev.agentpool.cli.control;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What providers say that they have left. */
@CommandLine.Command(
    name = "usage",
    description = "Ask providers what they have left, window by window.",
    footer = {
      "",
      "Example:",
      "  agentpool usage --provider codex-cli",
      "  agentpool usage --cached --json"
    })
final class UsageCommand extends UsageFlags {
  @Option(names = "--cached", description = "What is remembered; nobody is asked.")
  boolean cached;

  @Override
  public int run(Surroundings here) {
    Json answer =
        cached
            ? here.daemon()
                .get(
                    new Query("/v1/usage")
                        .with("dir", project(here))
                        .with("provider_id", provider)
                        .toString())
            : ask(here, "/v1/usage", true);
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("PROVIDER", "STATUS", "WINDOW", "LEFT", "RESET", "SOURCE");
    for (Json snapshot : answer.get("snapshots").items()) {
      if (provider != null || !PlayedAgents.is(snapshot.text("provider_id"))) {
        rows(snapshot, table);
      }
    }
    table.print(here.terminal());
    for (Json snapshot : answer.get("snapshots").items()) {
      boolean meant = provider != null || !snapshot.get("windows").items().isEmpty();
      for (Json warning : meant ? snapshot.get("warnings").items() : List.<Json>of()) {
        here.terminal().say(snapshot.text("provider_id") + ": " + warning.textOrNull());
      }
    }
    return ExitCode.DONE;
  }

  private static void rows(Json snapshot, Table table) {
    String status = snapshot.text("status");
    Colour colour = status.equals("available") ? Colour.PLAIN : Colour.YELLOW;
    String source = snapshot.get("raw").text("source");
    if (snapshot.get("windows").items().isEmpty()) {
      table.row(colour, snapshot.text("provider_id"), status, "-", "-", "-", source);
    }
    for (Json window : snapshot.get("windows").items()) {
      table.row(
          colour,
          snapshot.text("provider_id"),
          status,
          window.text("name"),
          Shown.percent(window.get("remaining_percent")),
          Shown.time(window.get("reset_at")),
          source);
    }
  }
}
