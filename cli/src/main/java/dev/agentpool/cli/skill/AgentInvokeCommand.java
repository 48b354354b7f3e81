package dev.agentpool.cli.skill;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.command.Inputs;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.command.TaskFlags;
import dev.agentpool.cli.json.JsonObject;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives an agent a task. */
@CommandLine.Command(
    name = "agent invoke",
    description = "Give an agent a task; it takes its tasks one after the other.",
    footer = {"", "Example:", "  agentpool agent invoke reviewer \"review the last commit\""})
final class AgentInvokeCommand extends NamedAgent {
  @Parameters(index = "1", paramLabel = "TASK", description = "What to do; - reads standard input.")
  String task = "";

  @Mixin TaskFlags flags = new TaskFlags();
  @Mixin TaskStart start = new TaskStart();

  @Override
  public int run(Surroundings here) {
    String path = path("/invoke");
    String text = task.equals("-") ? Inputs.standardInput(here) : task;
    if (text.isBlank()) {
      throw CliException.usage("the task is empty");
    }
    JsonObject request = flags.choices(here, project(here)).put("task", text);
    request.putIfThere("timeout_ms", flags.timeoutMs());
    return start.run(here, path, request, json);
  }
}
