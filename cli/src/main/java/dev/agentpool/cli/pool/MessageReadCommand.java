package dev.agentpool.cli.pool;

import dev.agentpool.cli.command.Surroundings;
import picocli.CommandLine;

/** Takes a slot's messages out of its inbox. */
@CommandLine.Command(
    name = "message read",
    description = "Print a slot's messages and take them away: its agent will not see them.",
    footer = {"", "Example:", "  agentpool message read slot-1"})
final class MessageReadCommand extends Mailbox {
  @Override
  public int run(Surroundings here) {
    return print(here, false);
  }
}
