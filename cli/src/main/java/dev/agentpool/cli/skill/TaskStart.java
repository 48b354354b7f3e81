package dev.agentpool.cli.skill;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.command.TaskRun;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import picocli.CommandLine.Option;

/** Hands in one task by another way than as a prompt, and follows it. */
final class TaskStart {
  @Option(
      names = {"--detach", "--no-wait"},
      description = "Return at once with the task's id.")
  boolean detach;

  @Option(names = "--wait", description = "Wait for its end (as without a flag).")
  boolean wait;

  @Option(
      names = {"-q", "--quiet"},
      description = "Do not show what the agent does.")
  boolean quiet;

  /** Returns the exit code. */
  int run(Surroundings here, String path, JsonObject request, boolean json) {
    if (detach && wait) {
      throw CliException.usage("--wait and --detach exclude each other");
    }
    Json submitted = here.daemon().post(path, request.put("wait", false));
    String id = submitted.text("task_id");
    sayWarnings(here.terminal(), submitted);
    if (!detach) {
      return new TaskRun(here, id, quiet, json).toTheEnd();
    }
    if (json) {
      here.terminal().printJson(Json.object().put("task_id", id));
    } else {
      here.terminal().print(id);
    }
    return ExitCode.DONE;
  }

  static void sayWarnings(Terminal terminal, Json answer) {
    for (Json warning : answer.get("warnings").items()) {
      terminal.say(Colour.YELLOW, "warning: " + warning.textOrNull());
    }
  }
}
