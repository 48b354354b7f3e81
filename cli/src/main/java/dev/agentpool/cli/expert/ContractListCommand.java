package dev.agentpool.cli.expert;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import picocli.CommandLine;

/** Lists contracts. */
@CommandLine.Command(
    name = "contract list",
    description = "List the contracts of an expert pool.",
    footer = {"", "Example:", "  agentpool contract list"})
final class ContractListCommand extends ProjectCommand {
  @Override
  public int run(Surroundings here) {
    Json answer =
        here.daemon().get(new Query("/v1/contracts").with("dir", project(here)).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("ID", "VERSION", "BETWEEN", "BY", "MADE");
    for (Json contract : answer.get("contracts").items()) {
      table.row(
          Colour.PLAIN,
          contract.text("id"),
          "v" + contract.number("version"),
          ExpertCommands.joined(contract.get("between")),
          contract.text("defined_by"),
          ExpertCommands.at(contract, "made_at_ms").strip());
    }
    table.printOr(here.terminal(), "no contracts");
    ExpertCommands.problems(here.terminal(), answer);
    return ExitCode.DONE;
  }
}
