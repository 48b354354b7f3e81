package dev.agentpool.cli.left;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.live.Hints;

/**
 * A command about what a task or session left. What is refused has the control plane's code and a
 * command that helps beside our own code.
 */
abstract class LeftCommand extends Command {
  @Override
  public final int run(Surroundings here) {
    try {
      return work(here);
    } catch (CliException refused) {
      throw Hints.beside(refused, example());
    }
  }

  abstract int work(Surroundings here);
}
