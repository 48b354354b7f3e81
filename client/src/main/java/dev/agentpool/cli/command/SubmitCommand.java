package dev.agentpool.cli.command;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Hands in a task and returns at once. */
@CommandLine.Command(
    name = "submit",
    description = "Hand in a task and return at once with its id.",
    footer = {
      "",
      "Example:",
      "  id=$(agentpool submit --workspace worktree \"add a test for the parser\")"
    })
final class SubmitCommand extends ProjectCommand {
  @Mixin PromptFlags prompts = new PromptFlags();
  @Mixin TaskFlags flags = new TaskFlags();

  @Override
  public int run(Surroundings here) {
    JsonObject request = flags.request(here, project(here), prompts.prompt(here));
    String id = new Tasks(here.daemon()).submit(request);
    if (json) {
      here.terminal().printJson(Json.object().put("task_id", id));
    } else {
      here.terminal().print(id);
    }
    return ExitCode.DONE;
  }
}
