package dev.agentpool.cli.expert;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Shows a formula. */
@CommandLine.Command(
    name = "formula show",
    description = "Show a formula: its steps, who does each, and what it waits for.",
    footer = {"", "Example:", "  agentpool formula show feature"})
final class FormulaShowCommand extends ProjectCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "The formula.")
  String name = "";

  @Override
  public int run(Surroundings here) {
    String path = Query.named("/v1/formulas/", "formula", name);
    Json formula = here.daemon().get(new Query(path).with("dir", project(here)).toString());
    if (json) {
      here.terminal().printJson(formula);
      return ExitCode.DONE;
    }
    here.terminal().printRow(Colour.BOLD, formula.text("name"));
    here.terminal().print(formula.text("description"));
    for (Json step : formula.get("steps").items()) {
      String after = ExpertCommands.joined(step.get("depends_on"));
      here.terminal().print("");
      here.terminal()
          .printRow(
              Colour.BOLD,
              step.text("id")
                  + "  for "
                  + step.text("role")
                  + (after.isEmpty() ? "" : ", after " + after));
      here.terminal().print(step.text("title"));
      here.terminal().print(step.text("description"));
    }
    for (Json warning : formula.get("warnings").items()) {
      here.terminal().say(Colour.YELLOW, String.valueOf(warning.textOrNull()));
    }
    return ExitCode.DONE;
  }
}
