package dev.agentpool.cli.plan;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.NamesTask;
import dev.agentpool.cli.command.Price;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.ShownIds;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Shows where a chain is. */
@CommandLine.Command(
    name = "chain show",
    description =
        "Show a chain's steps, on a terminal as a graph, and what the running one has said so far.",
    footer = {"", "Example:", "  agentpool chain show chain-1a2b"})
final class ChainShowCommand extends Command {
  private static final int WORDS = 70;

  @NamesTask(chain = true)
  @Parameters(paramLabel = "ID", description = "The chain.")
  String id = "";

  @Override
  public int run(Surroundings here) {
    Json chain = here.daemon().get(Query.chain(id, ""));
    if (json) {
      here.terminal().printJson(chain);
    } else {
      print(here, chain);
    }
    return ExitCode.DONE;
  }

  private void print(Surroundings here, Json chain) {
    Terminal terminal = here.terminal();
    String status = chain.text("status");
    long done =
        chain.get("completed_steps").items().stream().filter(step -> step.flag("success")).count();
    terminal.printRow(
        Colour.ofState(status),
        ShownIds.on(terminal, List.of(id)).of(id)
            + " "
            + status
            + ", "
            + done
            + " of "
            + chain.number("total_steps")
            + " steps");
    if (!terminal.isForGlance() || !new ChainGraph(here).print(id)) {
      list(terminal, chain);
    }
    for (Json step : chain.get("completed_steps").items()) {
      for (Json warning : step.get("warnings").items()) {
        terminal.printWrapped(Colour.YELLOW, 2, step.text("name") + ": " + warning.textOrNull());
      }
    }
    String said = chain.text("current_step_partial_output").strip();
    if (!said.isEmpty()) {
      terminal.print("");
      terminal.printWrapped(Colour.PLAIN, 0, said);
    }
  }

  private static void list(Terminal terminal, Json chain) {
    Table table = new Table("STEP", "STATE", "TASK", "COST", "OUTPUT");
    for (Json step : chain.get("completed_steps").items()) {
      String state =
          step.flag("skipped") ? "skipped" : step.flag("success") ? "completed" : "failed";
      table.row(
          Colour.ofState(state),
          step.text("name"),
          state,
          step.text("task_id"),
          Price.of(step),
          Text.oneLine(step.text("output"), WORDS));
    }
    String current = chain.text("current_step_name");
    if (!current.isEmpty()) {
      table.row(Colour.YELLOW, current, "running", "-", "-", "");
    }
    table.print(terminal);
  }
}
