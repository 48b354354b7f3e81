package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Members;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;

/** Shows a slot. */
@CommandLine.Command(
    name = "slot show",
    description = "Show all that is known of a slot.",
    footer = {"", "Example:", "  agentpool slot show slot-0"})
final class SlotShowCommand extends NamedSlot {
  @Override
  public int run(Surroundings here) {
    Json found = here.daemon().get(new Query(path("")).with("dir", project(here)).toString());
    if (json) {
      here.terminal().printJson(found);
    } else {
      Members.print(here.terminal(), found);
    }
    return ExitCode.DONE;
  }
}
