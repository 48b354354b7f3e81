package dev.agentpool.cli.command;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;

/** Starts the daemon. */
@CommandLine.Command(
    name = "start",
    description = "Start the daemon, when it does not run. Other commands do so, too.",
    footer = {"", "Example:", "  agentpool start"})
final class StartCommand extends Command {
  @Override
  public int run(Surroundings here) {
    boolean started = here.daemon().ensureRunning();
    Json status = here.daemon().get("/v1/status");
    if (json) {
      here.terminal()
          .printJson(Json.object().put("started", started).put("pid", status.get("pid")));
    } else {
      here.terminal()
          .print(
              "the daemon runs"
                  + (started ? "" : " already")
                  + ", process "
                  + status.number("pid"));
    }
    return ExitCode.DONE;
  }
}
