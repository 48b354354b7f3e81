package dev.agentpool.cli.expert;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Lists the versions of a contract. */
@CommandLine.Command(
    name = "contract history",
    description = "List the versions of a contract that are kept, the oldest first.",
    footer = {"", "Example:", "  agentpool contract history login-api"})
final class ContractHistoryCommand extends ProjectCommand {
  @Parameters(index = "0", paramLabel = "ID", description = "The contract.")
  String id = "";

  @Override
  public int run(Surroundings here) {
    String path = Query.named("/v1/contracts/", "contract id", id) + "/history";
    Json answer = here.daemon().get(new Query(path).with("dir", project(here)).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("VERSION", "MADE", "BY", "BETWEEN", "LINES");
    for (Json version : answer.get("versions").items()) {
      table.row(
          Colour.PLAIN,
          "v" + version.number("version"),
          ExpertCommands.at(version, "made_at_ms").strip(),
          version.text("defined_by"),
          ExpertCommands.joined(version.get("between")),
          "+" + version.number("lines_added") + " -" + version.number("lines_removed"));
    }
    table.print(here.terminal());
    return ExitCode.DONE;
  }
}
