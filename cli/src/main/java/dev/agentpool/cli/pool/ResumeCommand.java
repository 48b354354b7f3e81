package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;

/** Lets a drained pool go on. */
@CommandLine.Command(
    name = "resume",
    description = "Let a drained pool take work again.",
    footer = {"", "Example:", "  agentpool resume"})
final class ResumeCommand extends ProjectCommand {
  @Override
  public int run(Surroundings here) {
    Json answer =
        here.daemon().post("/v1/pool/resume", Json.object().put("dir", project(here).toString()));
    if (json) {
      here.terminal().printJson(answer);
    } else {
      here.terminal().print(answer.flag("resumed") ? "resumed" : "the pool was not drained");
    }
    return ExitCode.DONE;
  }
}
