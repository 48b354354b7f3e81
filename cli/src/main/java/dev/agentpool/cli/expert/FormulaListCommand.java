package dev.agentpool.cli.expert;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import dev.agentpool.cli.terminal.Text;
import picocli.CommandLine;

/** Lists formulas. */
@CommandLine.Command(
    name = "formula list",
    description = "List the formulas of an expert pool: plans that are used again.",
    footer = {"", "Example:", "  agentpool formula list"})
final class FormulaListCommand extends ProjectCommand {
  private static final int WORDS = 60;

  @Override
  public int run(Surroundings here) {
    Json answer =
        here.daemon().get(new Query("/v1/formulas").with("dir", project(here)).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("NAME", "STEPS", "WHAT");
    for (Json formula : answer.get("formulas").items()) {
      table.row(
          Colour.PLAIN,
          formula.text("name"),
          ExpertCommands.joined(formula.get("steps")),
          Text.oneLine(formula.text("description"), WORDS));
    }
    table.printOr(here.terminal(), "no formulas; .agent-pool/formulas/NAME.toml makes one");
    ExpertCommands.problems(here.terminal(), answer);
    return ExitCode.DONE;
  }
}
