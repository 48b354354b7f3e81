package dev.agentpool.cli.plan;

import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.NamesTask;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.command.Tasks;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what a chain came to. */
@CommandLine.Command(
    name = "chain result",
    description = "Print a chain's output. Exit code 1: it has failed, or has not ended yet.",
    footer = {"", "Example:", "  agentpool chain result --wait chain-1a2b"})
final class ChainResultCommand extends Command {
  @NamesTask(chain = true)
  @Parameters(paramLabel = "ID", description = "The chain.")
  String id = "";

  @Option(names = "--wait", description = "Wait for its end; interrupting this cancels nothing.")
  boolean wait;

  @Override
  public int run(Surroundings here) {
    Query.chain(id, "");
    if (wait) {
      new Tasks(here.daemon()).await(List.of(id), "all", null, null);
    }
    return new ChainOutcome(here, id).print(json, true);
  }
}
