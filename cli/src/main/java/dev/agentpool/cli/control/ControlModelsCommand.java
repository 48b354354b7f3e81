package dev.agentpool.cli.control;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The models of agent CLIs, for the control plane's users. */
@CommandLine.Command(
    name = "control models",
    description = "List the models of agent CLIs and how each is told which to use.",
    footer = {"", "Example:", "  agentpool control models --provider codex-cli"})
final class ControlModelsCommand extends ProjectCommand {
  @Option(names = "--provider", paramLabel = "ID", description = "Of this agent CLI alone.")
  @Nullable String provider;

  @Override
  public int run(Surroundings here) {
    Query query =
        new Query("/v1/inventory/models").with("dir", project(here)).with("provider_id", provider);
    Json answer = here.daemon().get(query.toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("PROVIDER", "MODEL", "SOURCE");
    for (Json one : answer.get("providers").items()) {
      for (Json model : one.get("models").items()) {
        table.row(Colour.PLAIN, one.text("provider_id"), model.text("id"), model.text("source"));
      }
    }
    table.print(here.terminal());
    return ExitCode.DONE;
  }
}
