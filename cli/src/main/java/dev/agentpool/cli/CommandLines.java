package dev.agentpool.cli;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Commands;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.terminal.Colour;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** Runs one command line. */
final class CommandLines {
  private static final int WIDTH = 100;

  private CommandLines() {}

  /** Returns the exit code; never throws for what a person can do wrong. */
  static int run(Surroundings here, String... arguments) {
    int code = attempt(here, arguments);
    here.terminal().flush();
    String failure = here.terminal().outFailure();
    return failure.isEmpty()
        ? code
        : failed(here, ExitCode.MACHINE, "cannot write to standard output: " + failure);
  }

  private static int attempt(Surroundings here, String... arguments) {
    try {
      RawArguments.check(arguments);
      return dispatch(here, arguments);
    } catch (CliException e) {
      return failed(here, e.exitCode(), e.getMessage());
    } catch (InvalidPathException e) {
      return failed(here, ExitCode.USAGE, "not a file name: " + e.getMessage());
    } catch (RuntimeException e) {
      return failed(here, ExitCode.MACHINE, "a defect of the command line: " + e + where(here, e));
    }
  }

  private static int failed(Surroundings here, int code, String message) {
    here.terminal().say(Colour.RED, "agentpool: " + message);
    return code;
  }

  private static String where(Surroundings here, RuntimeException e) {
    if (!here.environment().containsKey("AGENTPOOL_DEBUG")) {
      return "; AGENTPOOL_DEBUG=1 shows where";
    }
    StringBuilder frames = new StringBuilder();
    for (StackTraceElement frame : e.getStackTrace()) {
      frames.append("\n  at ").append(frame);
    }
    return frames.toString();
  }

  /** {@code -C DIR} may stand before the command too. */
  private static int dispatch(Surroundings here, String... given) {
    boolean directoryFirst =
        given.length > 2 && (given[0].equals("-C") || given[0].equals("--dir"));
    String[] arguments = directoryFirst ? Arrays.copyOfRange(given, 2, given.length) : given;
    String name = arguments.length == 0 ? "help" : arguments[0];
    String[] rest =
        arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
    switch (name) {
      case "-V", "--version" -> name = "version";
      case "-h", "--help", "help" -> {
        if (rest.length == 0 || rest[0].startsWith("-")) {
          here.terminal().out().print(Overview.text());
          return ExitCode.DONE;
        }
        name = rest[0];
        rest = new String[] {"--help"};
      }
      default -> {}
    }
    Command command = Commands.named(name);
    if (command == null) {
      String nearest = Overview.nearest(name);
      throw CliException.usage(
          "there is no command \""
              + name
              + "\""
              + (nearest.isEmpty() ? "" : "; did you mean " + nearest + "?")
              + " (agentpool help lists them)");
    }
    if (directoryFirst && command.takesDirectory()) {
      String[] both = Arrays.copyOf(new String[] {given[0], given[1]}, rest.length + 2);
      System.arraycopy(rest, 0, both, 2, rest.length);
      rest = both;
    }
    return run(here, name, command, rest);
  }

  private static int run(Surroundings here, String name, Command command, String... arguments) {
    CommandLine parser = parser(name, command);
    try {
      parser.parseArgs(arguments);
    } catch (CommandLine.UnmatchedArgumentException e) {
      List<String> suggestions = e.getSuggestions();
      String guess = suggestions.isEmpty() ? "" : "; did you mean " + suggestions.get(0) + "?";
      throw CliException.usage(e.getMessage() + guess + " (agentpool " + name + " --help)");
    } catch (CommandLine.ParameterException e) {
      throw CliException.usage(e.getMessage() + " (agentpool " + name + " --help)");
    }
    if (parser.isUsageHelpRequested()) {
      here.terminal().out().print(parser.getUsageMessage(CommandLine.Help.Ansi.OFF));
      return ExitCode.DONE;
    }
    return command.run(here);
  }

  private static CommandLine parser(String name, Command command) {
    CommandLine parser = new CommandLine(command);
    parser.setCommandName("agentpool " + name);
    parser.setExpandAtFiles(false); // a prompt may begin with @
    parser.setUsageHelpWidth(WIDTH);
    return parser;
  }
}
