package dev.agentpool.cli;

import dev.agentpool.cli.command.Command;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The help of a group: its actions, a line each. */
final class GroupHelp {
  private GroupHelp() {}

  /** {@code chain --help} is the help of its usual action, which takes words; so is the inbox's. */
  static boolean isAskedFor(String name, String... rest) {
    return !name.equals("chain")
        && !name.equals("inbox")
        && !Commands.actions(name).isEmpty()
        && rest.length > 0
        && (rest[0].equals("--help") || rest[0].equals("-h"));
  }

  static String text(String name) {
    StringBuilder text = new StringBuilder("Usage: agentpool " + name + " ACTION [OPTIONS]\n\n");
    StringBuilder examples = new StringBuilder();
    for (String action : Commands.actions(name)) {
      UsageMessageSpec help = help(name + " " + action);
      text.append("  ").append(action).append(" ".repeat(11 - action.length()));
      text.append(String.join(" ", help.description())).append('\n');
      for (String line : help.footer()) {
        examples.append(line.startsWith("  agentpool") ? line + "\n" : "");
      }
    }
    return text.append("\nEvery action has --help and --json.\n\nExample:\n")
        .append(examples)
        .toString();
  }

  private static UsageMessageSpec help(String name) {
    Command command = Commands.named(name);
    if (command == null) {
      throw new IllegalStateException("the action " + name + " has no command");
    }
    return new CommandLine(command).getCommandSpec().usageMessage();
  }
}
