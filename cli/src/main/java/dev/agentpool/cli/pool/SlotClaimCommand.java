package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;

/** Lets a slot take the next task now. */
@CommandLine.Command(
    name = "slot claim",
    description = "Let an idle slot take the next task now. Exit code 1: it took none.",
    footer = {"", "Example:", "  agentpool slot claim slot-0"})
final class SlotClaimCommand extends NamedSlot {
  @Override
  public int run(Surroundings here) {
    Json answer = here.daemon().post(path("/claim"), request(here));
    boolean claimed = answer.flag("claimed");
    if (json) {
      here.terminal().printJson(answer);
    } else if (claimed) {
      here.terminal().print(answer.text("task_id"));
    } else {
      here.terminal().say(answer.text("reason"));
    }
    return claimed ? ExitCode.DONE : ExitCode.TASK_FAILED;
  }
}
