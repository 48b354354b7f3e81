package dev.agentpool.cli.guide;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Says where a person's preferences lie, or would. Asks no daemon. */
@CommandLine.Command(
    name = "preferences path",
    description = "Print where your preferences lie, or would.",
    footer = {"", "Example:", "  agentpool preferences path"})
final class PreferencesPathCommand extends Command {
  @Mixin PreferencesFile file = new PreferencesFile();

  @Override
  public int run(Surroundings here) {
    String path = file.path(here).toString();
    if (json) {
      here.terminal()
          .printJson(Json.object().put("path", path).put("resource_uri", PreferencesFile.RESOURCE));
    } else {
      here.terminal().print(path);
    }
    return ExitCode.DONE;
  }
}
