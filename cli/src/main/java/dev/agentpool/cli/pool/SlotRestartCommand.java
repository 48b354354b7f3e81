package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;

/** Starts a slot again. */
@CommandLine.Command(
    name = "slot restart",
    description = "Start a slot again: its conversation is dropped, its errors are forgotten.",
    footer = {"", "Example:", "  agentpool slot restart slot-0"})
final class SlotRestartCommand extends NamedSlot {
  @Override
  public int run(Surroundings here) {
    Json found = here.daemon().post(path("/restart"), request(here));
    if (json) {
      here.terminal().printJson(found);
    } else {
      String state = found.text("state");
      boolean restarting = state.equals("busy") && found.text("task_id").isEmpty();
      here.terminal()
          .printRow(
              SlotListCommand.colour(state), slot + " " + (restarting ? "is restarting" : state));
    }
    return ExitCode.DONE;
  }
}
