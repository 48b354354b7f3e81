package dev.agentpool.cli.control;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;

/** The ids of the agent CLIs, for the control plane's users. */
@CommandLine.Command(
    name = "control providers",
    description = "Print the ids of the agent CLIs, one a line; with --json as inventory has them.",
    footer = {"", "Example:", "  agentpool control providers"})
final class ControlProvidersCommand extends ProjectCommand {
  @Override
  public int run(Surroundings here) {
    Json answer =
        here.daemon()
            .get(
                new Query("/v1/inventory")
                    .with("dir", project(here))
                    .with("include_usage", false)
                    .toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    for (Json one : answer.get("providers").items()) {
      here.terminal().print(one.text("id"));
    }
    return ExitCode.DONE;
  }
}
