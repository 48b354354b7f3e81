package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;

/** Removes an entry of the shared context. */
@CommandLine.Command(
    name = "context delete",
    description = "Tell agents something no more.",
    footer = {"", "Example:", "  agentpool context delete conventions"})
final class ContextDeleteCommand extends NamedKey {
  @Override
  public int run(Surroundings here) {
    here.daemon().delete(path(here));
    if (json) {
      here.terminal().printJson(Json.object().put("deleted", key));
    } else {
      here.terminal().print("deleted " + key);
    }
    return ExitCode.DONE;
  }
}
