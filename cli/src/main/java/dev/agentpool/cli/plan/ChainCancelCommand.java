package dev.agentpool.cli.plan;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.NamesTask;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.ShownIds;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Cancels a chain. */
@CommandLine.Command(
    name = "chain cancel",
    description = "Cancel a chain: the running step is ended, the others are skipped.",
    footer = {"", "Example:", "  agentpool chain cancel chain-1a2b"})
final class ChainCancelCommand extends Command {
  @NamesTask(chain = true)
  @Parameters(paramLabel = "ID", description = "The chain.")
  String id = "";

  @Option(names = "--kill", description = "End the running step (as without a flag).")
  boolean kill;

  @Option(names = "--finish-current", description = "Let the running step finish.")
  boolean finish;

  @Override
  public int run(Surroundings here) {
    if (kill && finish) {
      throw CliException.usage("--kill and --finish-current exclude each other");
    }
    here.daemon().delete(new Query(Query.chain(id, "")).with("kill", !finish).toString());
    Json chain = here.daemon().get(Query.chain(id, ""));
    String status = chain.text("status");
    if (json) {
      here.terminal().printJson(chain);
    } else {
      here.terminal()
          .printRow(
              Colour.ofState(status),
              ShownIds.on(here.terminal(), List.of(id)).of(id) + " " + status);
    }
    return ExitCode.DONE;
  }
}
