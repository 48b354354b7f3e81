package dev.agentpool.cli.live;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;

/** Lets a session's process go. */
@CommandLine.Command(
    name = "park",
    description = "Let a resting session's process go; the next send goes on with it.",
    footer = {"", "Example:", "  agentpool park ap_0123456789ab"})
final class ParkCommand extends NamedSession {
  @Override
  public String example() {
    return "agentpool park <session-id> --json";
  }

  @Override
  public int run(Surroundings here) {
    Json answer = here.daemon().post(path(id, "/park"), Json.object());
    if (json) {
      here.terminal().printJson(answer);
    } else {
      here.terminal().print("session: " + id);
      here.terminal().print("seat: " + answer.get("session").text("seat"));
    }
    return ExitCode.DONE;
  }
}
