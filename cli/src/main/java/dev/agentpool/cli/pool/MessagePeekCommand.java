package dev.agentpool.cli.pool;

import dev.agentpool.cli.command.Surroundings;
import picocli.CommandLine;

/** Shows a slot's messages. */
@CommandLine.Command(
    name = "message peek",
    description = "Print a slot's messages and leave them there.",
    footer = {"", "Example:", "  agentpool message peek slot-1"})
final class MessagePeekCommand extends Mailbox {
  @Override
  public int run(Surroundings here) {
    return print(here, true);
  }
}
