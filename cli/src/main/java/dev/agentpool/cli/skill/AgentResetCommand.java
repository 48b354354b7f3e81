package dev.agentpool.cli.skill;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;

/** Ends an agent's process. */
@CommandLine.Command(
    name = "agent reset",
    description =
        "End an agent's process now, also in mid-task; its next task begins a new conversation.",
    footer = {"", "Example:", "  agentpool agent reset reviewer"})
final class AgentResetCommand extends NamedAgent {
  @Override
  public int run(Surroundings here) {
    Json answer = here.daemon().post(path("/reset"), request(here));
    if (!answer.flag("reset")) {
      known(here); // else it was not reset because there is none
    }
    if (json) {
      here.terminal().printJson(answer);
    } else {
      String task = answer.text("interrupted_task");
      here.terminal()
          .print(
              answer.flag("reset")
                  ? name + " was reset" + (task.isEmpty() ? "" : "; " + task + " was interrupted")
                  : name + " had no process");
    }
    return ExitCode.DONE;
  }
}
