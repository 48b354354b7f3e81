package dev.agentpool.cli;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.command.TaskWords;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.live.Hints;
import dev.agentpool.cli.terminal.Colour;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/** Runs one command line. */
final class CommandLines {
  private static final int WIDTH = 100;
  private static final Set<String> DATA = Set.of("json", "yaml", "=json", "=yaml");

  private CommandLines() {}

  /** Returns the exit code; never throws for what a person can do wrong. */
  static int run(Surroundings here, String... arguments) {
    int code = attempt(here, arguments);
    here.terminal().flush();
    String failure = here.terminal().outFailure();
    return failure.isEmpty()
        ? code
        : failed(
            here,
            CliException.machine("cannot write to standard output: " + failure),
            wantsJson(arguments));
  }

  private static int attempt(Surroundings here, String... arguments) {
    try {
      RawArguments.check(arguments);
      return dispatch(here, arguments);
    } catch (CliException e) {
      return failed(here, e, wantsJson(arguments));
    } catch (InvalidPathException e) {
      String message = "not a file name: " + e.getMessage();
      return failed(here, CliException.usage(message), wantsJson(arguments));
    } catch (RuntimeException e) {
      String message = "a defect of the command line: " + e + where(here, e);
      return failed(
          here, new CliException(ExitCode.MACHINE, "internal", message), wantsJson(arguments));
    }
  }

  /** Standard output has what a command came to, and nothing else; so an error is on the other. */
  private static int failed(Surroundings here, CliException why, boolean json) {
    if (json) {
      here.terminal().say(why.asJson().toString());
    } else {
      here.terminal().say(Colour.RED, "agentpool: " + why.getMessage());
      if (!why.example().isEmpty()) {
        here.terminal().say("try: " + why.example());
      }
    }
    return why.exitCode();
  }

  /** Whether the flag stands among the arguments: they may be what cannot be understood. */
  private static boolean wantsJson(String... arguments) {
    String before = "";
    for (String argument : arguments) {
      if (argument.equals("--")) {
        return false;
      }
      boolean isForm = before.equals("-o") || before.equals("--format");
      if (argument.equals("--json")
          || isForm && DATA.contains(argument)
          || argument.startsWith("-o") && DATA.contains(argument.substring(2))
          || argument.startsWith("--format=") && DATA.contains(argument.substring(9))) {
        return true;
      }
      before = argument;
    }
    return false;
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
        rest = rest.length > 1 ? new String[] {rest[1], "--help"} : new String[] {"--help"};
      }
      default -> {}
    }
    if (GroupHelp.isAskedFor(name, rest)) {
      here.terminal().out().print(GroupHelp.text(name));
      return ExitCode.DONE;
    }
    int at = action(rest);
    String next = at < rest.length ? rest[at] : "";
    Commands.Call call = Commands.resolve(name, next);
    Command command = Commands.named(call.name());
    if (command == null) {
      throw unknown(name, next);
    }
    name = call.name();
    rest = call.words() == 0 ? rest : without(at, rest);
    if (directoryFirst && command.takesDirectory()) {
      String[] both = Arrays.copyOf(new String[] {given[0], given[1]}, rest.length + 2);
      System.arraycopy(rest, 0, both, 2, rest.length);
      rest = both;
    }
    try {
      return run(here, name, command, rest);
    } catch (CliException refused) {
      String shown = refused.example();
      throw Hints.areFor(name)
          ? Hints.beside(refused, shown.isEmpty() ? hint(command) : shown)
          : refused;
    }
  }

  /** What the command says, else the first example of its help; empty when there is none. */
  private static String hint(Command command) {
    if (!command.hint().isEmpty()) {
      return command.hint();
    }
    CommandLine.Command words = command.getClass().getAnnotation(CommandLine.Command.class);
    return words == null
        ? ""
        : Arrays.stream(words.footer())
            .map(String::strip)
            .filter(line -> line.startsWith("agentpool "))
            .findFirst()
            .orElse("");
  }

  /** Where a group's action may stand: behind the flags that every action has. */
  private static int action(String... rest) {
    int at = 0;
    while (at < rest.length) {
      switch (rest[at]) {
        case "--json" -> at++;
        case "-C", "--dir", "-o", "--format" -> at += 2;
        default -> {
          return at;
        }
      }
    }
    return rest.length;
  }

  private static String[] without(int at, String... words) {
    String[] left = Arrays.copyOf(words, words.length - 1);
    System.arraycopy(words, at + 1, left, at, left.length - at);
    return left;
  }

  private static CliException unknown(String name, String action) {
    List<String> actions = Commands.actions(name);
    String nearest =
        actions.isEmpty() ? Nearest.to(name, Commands.NAMES) : Nearest.to(action, actions);
    String guess = nearest.isEmpty() ? "" : "; did you mean " + nearest + "?";
    return CliException.usage(
        actions.isEmpty()
            ? "there is no command \"" + name + "\"" + guess + " (agentpool help lists them)"
            : "agentpool "
                + name
                + " takes "
                + String.join(", ", actions)
                + ", not \""
                + action
                + "\""
                + guess
                + " (agentpool "
                + name
                + " --help)");
  }

  private static int run(Surroundings here, String name, Command command, String... arguments) {
    CommandLine parser = parser(name, command);
    try {
      parser.parseArgs(command.arranged(arguments));
    } catch (CommandLine.UnmatchedArgumentException e) {
      List<String> suggestions = e.getSuggestions();
      String guess = suggestions.isEmpty() ? "" : "; did you mean " + suggestions.get(0) + "?";
      throw usage(
          Mistakes.said(e, name) + (isText(arguments) ? "" : guess), name, command, arguments);
    } catch (CommandLine.ParameterException e) {
      throw usage(Mistakes.said(e, name), name, command, arguments);
    }
    if (parser.isUsageHelpRequested()) {
      here.terminal().out().print(parser.getUsageMessage(CommandLine.Help.Ansi.OFF));
      return ExitCode.DONE;
    }
    TaskWords.resolve(here, command, parser.getCommandSpec());
    return command.run(command.printingAsAsked(here));
  }

  private static CliException usage(
      String message, String name, Command command, String... arguments) {
    String how =
        isText(arguments)
            ? "; a text that begins with - stands behind -- (agentpool "
                + name
                + " -- \"- …\"), or comes by --prompt-file or on standard input"
            : "";
    return new CliException(
        ExitCode.USAGE,
        "usage",
        message + how + " (agentpool " + name + " --help)",
        new Json(null),
        command.example());
  }

  /** Whether what looks like an option is a text, as a prompt that is a list of points. */
  private static boolean isText(String... arguments) {
    return Arrays.stream(arguments)
        .anyMatch(word -> word.startsWith("-") && word.chars().anyMatch(Character::isWhitespace));
  }

  static CommandLine parser(String name, Command command) {
    CommandLine parser = new CommandLine(command);
    parser.setCommandName("agentpool " + name);
    parser.setExpandAtFiles(false); // a prompt may begin with @
    parser.setUsageHelpWidth(WIDTH);
    parser.setCaseInsensitiveEnumValuesAllowed(true);
    Numbers.readBy(parser);
    return parser;
  }
}
