package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Inputs;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Sets an entry of the shared context. */
@CommandLine.Command(
    name = "context set",
    description = "Tell every agent of the pool something, from its next conversation on.",
    footer = {"", "Example:", "  agentpool context set conventions - < CONVENTIONS.md"})
final class ContextSetCommand extends NamedKey {
  @Parameters(index = "1", paramLabel = "VALUE", description = "The text; - reads standard input.")
  String value = "";

  @Override
  public int run(Surroundings here) {
    String path = path();
    String text = value.equals("-") ? Inputs.standardInput(here) : value;
    JsonObject request = Json.object().put("dir", project(here).toString()).put("value", text);
    here.daemon().put(path, request);
    if (json) {
      here.terminal().printJson(Json.object().put("key", key).put("value", text));
    } else {
      here.terminal().print("set " + key);
    }
    return ExitCode.DONE;
  }
}
