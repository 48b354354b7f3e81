package dev.agentpool.cli.control;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The models of agent CLIs, for the control plane's users. */
@CommandLine.Command(
    name = "control models",
    description = "List the models of agent CLIs and how each is told which to use.",
    footer = {
      "",
      "Example:",
      "  agentpool control models --provider codex-cli",
      "  agentpool control models validate --path my-models.json"
    })
final class ControlModelsCommand extends ProjectCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "validate",
      description = "Check a file of models in place of listing them.")
  @Nullable String action;

  @Option(names = "--path", paramLabel = "FILE", description = "The file to check.")
  @Nullable String path;

  @Option(names = "--provider", paramLabel = "ID", description = "Of this agent CLI alone.")
  @Nullable String provider;

  @Override
  public int run(Surroundings here) {
    if (action != null || path != null) {
      return validate(here);
    }
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

  private int validate(Surroundings here) {
    if (!"validate".equals(action) || path == null) {
      throw new CliException(
          ExitCode.USAGE,
          "invalid_request",
          "agentpool control models takes nothing, or validate --path FILE");
    }
    String file = here.directory().resolve(path).normalize().toString();
    Json verdict = here.daemon().post("/v1/models/validate", Json.object().put("path", file));
    if (json) {
      here.terminal().printJson(verdict);
    } else {
      for (String list : List.of("errors", "warnings")) {
        Colour colour = list.equals("errors") ? Colour.RED : Colour.YELLOW;
        for (Json line : verdict.get(list).items()) {
          here.terminal().printRow(colour, list.replaceFirst("s$", "") + "  " + line.textOrNull());
        }
      }
      here.terminal().say(file + (verdict.flag("ok") ? " can be used" : " cannot be used"));
    }
    return verdict.flag("ok") ? ExitCode.DONE : ExitCode.USAGE;
  }
}
