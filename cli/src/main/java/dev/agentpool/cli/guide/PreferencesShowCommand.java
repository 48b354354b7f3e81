package dev.agentpool.cli.guide;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Prints a person's preferences. */
@CommandLine.Command(
    name = "preferences show",
    description = "Print how you want work to be delegated; the template while you have said none.",
    footer = {"", "Example:", "  agentpool preferences show"})
final class PreferencesShowCommand extends Command {
  @Mixin PreferencesFile file = new PreferencesFile();

  @Override
  public int run(Surroundings here) {
    Json payload = file.payload(here);
    if (json) {
      here.terminal().printJson(payload);
      return ExitCode.DONE;
    }
    if (payload.flag("using_default_template")) {
      here.terminal()
          .say("the template that ships; agentpool preferences init writes it for you to change:");
    }
    here.terminal().print(payload.text("text").stripTrailing());
    return ExitCode.DONE;
  }
}
