package dev.agentpool.cli;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Surroundings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Prints a completion script. */
@CommandLine.Command(
    name = "completion",
    description = "Print a completion script for bash or zsh.",
    footer = {"", "Example:", "  source <(agentpool completion bash)"})
final class CompletionCommand extends Command {
  @Parameters(
      paramLabel = "bash|zsh",
      arity = "0..1",
      defaultValue = "bash",
      description = "The shell.")
  String shell = "bash";

  @Override
  public int run(Surroundings here) {
    String head =
        switch (shell) {
          case "bash" -> "";
          case "zsh" -> "autoload -U +X bashcompinit && bashcompinit\n";
          default ->
              throw CliException.usage(
                  "there is completion for bash and zsh, not for \"" + shell + "\"");
        };
    StringBuilder cases = new StringBuilder();
    for (String name : Commands.NAMES) {
      cases
          .append("    ")
          .append(name)
          .append(") words=\"")
          .append(String.join(" ", options(name)))
          .append("\" ;;\n");
    }
    here.terminal()
        .out()
        .print(
            head
                + "_agentpool() {\n  local words current=\"${COMP_WORDS[COMP_CWORD]}\"\n  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                + "    words=\""
                + String.join(" ", Commands.NAMES)
                + " help\"\n  else case \"${COMP_WORDS[1]}\" in\n"
                + cases
                + "  esac; fi\n  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n}\n"
                + "complete -o default -F _agentpool agentpool\n");
    return ExitCode.DONE;
  }

  /** A group's actions and the options of all of them. */
  private static Set<String> options(String name) {
    List<String> actions = Commands.actions(name);
    Set<String> options = new LinkedHashSet<>(actions);
    if (actions.isEmpty()) {
      addOptions(options, name);
    }
    for (String action : actions) {
      addOptions(options, name + " " + action);
    }
    return options;
  }

  private static void addOptions(Set<String> options, String name) {
    Command command = Commands.named(name);
    if (command != null) {
      for (String option : new CommandLine(command).getCommandSpec().optionsMap().keySet()) {
        if (option.startsWith("--")) {
          options.add(option);
        }
      }
    }
  }
}
