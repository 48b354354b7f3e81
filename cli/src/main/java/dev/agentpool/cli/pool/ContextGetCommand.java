package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;

/** Prints an entry of the shared context. */
@CommandLine.Command(
    name = "context get",
    description = "Print what agents are told under a key.",
    footer = {"", "Example:", "  agentpool context get conventions"})
final class ContextGetCommand extends NamedKey {
  @Override
  public int run(Surroundings here) {
    Json entry = here.daemon().get(path(here));
    if (json) {
      here.terminal().printJson(entry);
    } else {
      String value = entry.text("value");
      int end = value.endsWith("\n") ? value.length() - 1 : value.length();
      here.terminal().print(value.substring(0, end));
    }
    return ExitCode.DONE;
  }
}
