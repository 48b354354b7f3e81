package dev.agentpool.cli.expert;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a contract. */
@CommandLine.Command(
    name = "contract show",
    description = "Show what a contract says, now or in an earlier version.",
    footer = {
      "",
      "Example:",
      "  agentpool contract show login-api",
      "  agentpool contract show login-api --version 1"
    })
final class ContractShowCommand extends ProjectCommand {
  @Parameters(index = "0", paramLabel = "ID", description = "The contract.")
  String id = "";

  @Option(names = "--version", paramLabel = "N", description = "As it was in this version.")
  @Nullable Integer version;

  @Override
  public int run(Surroundings here) {
    Query query =
        new Query(Query.named("/v1/contracts/", "contract id", id))
            .with("dir", project(here))
            .with("version", version);
    Json contract = here.daemon().get(query.toString());
    if (json) {
      here.terminal().printJson(contract);
      return ExitCode.DONE;
    }
    here.terminal()
        .printRow(
            Colour.BOLD,
            contract.text("id")
                + " v"
                + contract.number("version")
                + " of "
                + contract.number("newest")
                + ", between "
                + ExpertCommands.joined(contract.get("between"))
                + ", by "
                + contract.text("defined_by")
                + ExpertCommands.at(contract, "made_at_ms"));
    here.terminal().print("");
    here.terminal().print(contract.text("body"));
    return ExitCode.DONE;
  }
}
