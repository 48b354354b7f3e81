package dev.agentpool.cli.control;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import picocli.CommandLine;

/** The agent CLIs with what is known of them. */
@CommandLine.Command(
    name = "inventory",
    description = "List the agent CLIs: installed, logged in, and what they have left.",
    footer = {"", "Example:", "  agentpool inventory --json"})
final class InventoryCommand extends ProjectCommand {
  @Override
  public int run(Surroundings here) {
    Json answer =
        here.daemon().get(new Query("/v1/inventory").with("dir", project(here)).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("ID", "NAME", "VERSION", "LOG-IN", "USAGE");
    for (Json one : answer.get("providers").items()) {
      boolean installed = one.flag("installed");
      String usage = one.get("usage").text("status");
      table.row(
          installed ? Colour.PLAIN : Colour.YELLOW,
          one.text("id"),
          one.text("display_name"),
          installed ? one.text("version") : "-",
          one.get("auth").text("status"),
          usage.isEmpty() ? "unknown" : usage);
    }
    table.print(here.terminal());
    return ExitCode.DONE;
  }
}
