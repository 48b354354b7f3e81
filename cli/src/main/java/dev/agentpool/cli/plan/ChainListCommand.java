package dev.agentpool.cli.plan;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Lists chains. */
@CommandLine.Command(
    name = "chain list",
    description = "List chains, the newest first.",
    footer = {"", "Example:", "  agentpool chain list --limit 10"})
final class ChainListCommand extends ProjectCommand {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many.")
  int limit;

  @Option(
      names = "--offset",
      paramLabel = "N",
      defaultValue = "0",
      description = "Leave out so many of the newest.")
  int offset;

  @Override
  public int run(Surroundings here) {
    Query query = new Query("/v1/chains").with("dir", project(here));
    Json answer = here.daemon().get(query.with("limit", limit).with("offset", offset).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    List<Json> chains = answer.get("items").items();
    Table table = new Table("ID", "STATUS", "STEPS");
    for (Json chain : chains) {
      String status = chain.text("status");
      table.row(
          Colour.ofState(status),
          chain.text("chain_id"),
          status,
          chain.number("completed_steps") + "/" + chain.number("total_steps"));
    }
    table.print(here.terminal());
    if (chains.size() < answer.number("total")) {
      here.terminal()
          .say(
              chains.size() + " of " + answer.number("total") + "; more with --limit and --offset");
    }
    return ExitCode.DONE;
  }
}
