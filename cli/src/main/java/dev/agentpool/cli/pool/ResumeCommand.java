package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;

/** Lets a drained pool go on. */
@CommandLine.Command(
    name = "resume",
    description = {
      "Let a drained pool take work again, and try at once what stands still: a provider whose",
      "log-in was lost or whose usage window was full, a project that gave no workspace."
    },
    footer = {"", "Example:", "  agentpool resume"})
final class ResumeCommand extends ProjectCommand {
  @Override
  public int run(Surroundings here) {
    Json answer =
        here.daemon().post("/v1/pool/resume", Json.object().put("dir", project(here).toString()));
    if (json) {
      here.terminal().printJson(answer);
    } else {
      long retried = answer.number("retried");
      String tried = retried == 0 ? "" : "; what stood still is tried now (" + retried + ")";
      here.terminal()
          .print((answer.flag("resumed") ? "resumed" : "the pool was not drained") + tried);
    }
    return ExitCode.DONE;
  }
}
