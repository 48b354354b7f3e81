package dev.agentpool.cli.command;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Text;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Stops the daemon. Never starts one. */
@CommandLine.Command(
    name = "stop",
    description =
        "Stop the daemon: let tasks finish until the deadline, then interrupt them; they go on after the next start.",
    footer = {"", "Example:", "  agentpool stop --timeout 5m"})
final class StopCommand extends Command {
  @Option(
      names = {"--timeout", "--deadline"},
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "How long tasks may go on.")
  String deadline = "30s";

  @Override
  public int run(Surroundings here) {
    long deadlineMs = Durations.millis(deadline);
    Json answer =
        here.daemon().askRunning("POST", "/v1/stop", Json.object().put("deadline_ms", deadlineMs));
    if (answer == null) {
      here.terminal().say("no daemon is running");
      if (json) {
        here.terminal().printJson(Json.object().put("running", false));
      }
      return ExitCode.DONE;
    }
    if (json) {
      here.terminal().printJson(answer);
    } else {
      here.terminal()
          .print(
              "stopped after "
                  + Text.duration(answer.number("waited_ms"))
                  + ": "
                  + Text.count(answer.number("finished"), "task")
                  + " finished, "
                  + answer.number("interrupted")
                  + " interrupted, "
                  + answer.number("left_running")
                  + " left running, "
                  + Text.count(answer.number("sessions_ended"), "session")
                  + " ended");
    }
    if (answer.number("processes_left") > 0) {
      here.terminal().say(answer.number("processes_left") + " processes could not be ended");
      return ExitCode.MACHINE;
    }
    return ExitCode.DONE;
  }
}
