package dev.agentpool.cli;

import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Surroundings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What may stand at the end of a command line.
 *
 * @param candidates those that begin with what is typed
 * @param files whether any file may stand there
 */
record Completion(List<Candidate> candidates, boolean files) {
  private static final Set<String> FILES =
      Set.of("FILE", "DIR", "PATH", "FILE|JSON", "KEY=FILE", "CMD");

  /**
   * @param about what it is, for people; empty for nothing
   */
  record Candidate(String word, String about) {}

  /**
   * @param words those behind the program's name; the last is being typed
   */
  static Completion of(Surroundings here, List<String> words) {
    List<String> before = new ArrayList<>(words);
    String typed = before.isEmpty() ? "" : before.removeLast();
    String directory = takenDirectory(before);
    if (before.isEmpty()) {
      return new Completion(beginning(typed, names()), false);
    }
    String name = before.removeFirst();
    if (name.equals("help")) {
      return new Completion(before.isEmpty() ? beginning(typed, names()) : List.of(), false);
    }
    List<String> actions = Commands.actions(name);
    String next = before.isEmpty() ? "" : before.getFirst();
    Commands.Call call = Commands.resolve(name, next);
    Command command = Commands.named(call.name());
    if (command == null) {
      return new Completion(
          before.isEmpty() ? beginning(typed, actions(name, actions)) : List.of(), false);
    }
    if (call.words() == 1) {
      before.removeFirst();
    }
    CommandSpec spec = new CommandLine(command).getCommandSpec();
    Place place = Place.of(spec, before, typed);
    List<Candidate> found = new ArrayList<>();
    if (!actions.isEmpty() && call.words() == 0 && before.isEmpty()) {
      found.addAll(actions(name, actions));
    }
    if (place.value() == null && place.typed().startsWith("-")) {
      found.addAll(options(spec));
      return new Completion(beginning(place.typed(), found), false);
    }
    ArgSpec value = place.value();
    if (value == null) {
      return new Completion(beginning(place.typed(), found), false);
    }
    found.addAll(new CompletionValues(here, directory, before).of(call.name(), value));
    return new Completion(
        beginning(place.typed(), listed(place.typed(), value, found)),
        FILES.contains(value.paramLabel()));
  }

  /**
   * Where the word being typed stands.
   *
   * @param value what it is a value of; null where none can stand
   * @param typed the word without its option's name
   */
  private record Place(@Nullable ArgSpec value, String typed) {
    static Place of(CommandSpec spec, List<String> before, String typed) {
      boolean literal = false;
      int positional = 0;
      OptionSpec open = null;
      for (String word : before) {
        if (word.equals("=") && open != null) {
          continue; // bash takes --option=value apart
        }
        if (open != null) {
          open = null;
        } else if (!literal && word.equals("--")) {
          literal = true;
        } else if (!literal && word.startsWith("-") && word.length() > 1) {
          open = word.contains("=") ? null : withValue(spec, word);
        } else {
          positional++;
        }
      }
      if (open != null) {
        return new Place(open, typed.equals("=") ? "" : typed);
      }
      int equals = typed.indexOf('=');
      OptionSpec here = equals > 0 ? withValue(spec, typed.substring(0, equals)) : null;
      if (!literal && here != null) {
        return new Place(here, typed);
      }
      if (!literal && typed.startsWith("-")) {
        return new Place(null, typed);
      }
      int index = positional;
      return new Place(
          spec.positionalParameters().stream()
              .filter(parameter -> parameter.index().contains(index))
              .map(PositionalParamSpec.class::cast)
              .findFirst()
              .orElse(null),
          typed);
    }

    private static @Nullable OptionSpec withValue(CommandSpec spec, String name) {
      OptionSpec option = spec.optionsMap().get(name);
      return option == null || option.arity().max() == 0 ? null : option;
    }
  }

  /** The values behind what stands before them in the same word: an option's name, other values. */
  private static List<Candidate> listed(String typed, ArgSpec value, List<Candidate> found) {
    int list = value.paramLabel().equals("A,B") ? typed.lastIndexOf(',') : -1;
    int equals = value.isOption() ? typed.indexOf('=') : -1;
    String before = typed.substring(0, Math.max(list, typed.startsWith("-") ? equals : -1) + 1);
    return before.isEmpty()
        ? found
        : found.stream()
            .map(candidate -> new Candidate(before + candidate.word(), candidate.about()))
            .toList();
  }

  private static List<Candidate> beginning(String typed, List<Candidate> found) {
    return found.stream().filter(candidate -> candidate.word().startsWith(typed)).toList();
  }

  private static List<Candidate> names() {
    List<Candidate> names = new ArrayList<>();
    for (String name : Commands.NAMES) {
      List<String> actions = Commands.actions(name);
      names.add(new Candidate(name, actions.isEmpty() ? about(name) : String.join(", ", actions)));
    }
    names.add(new Candidate("help", "what there is"));
    return names;
  }

  private static List<Candidate> actions(String name, List<String> actions) {
    return actions.stream()
        .map(action -> new Candidate(action, about(name + " " + action)))
        .toList();
  }

  private static String about(String name) {
    Command command = Objects.requireNonNull(Commands.named(name), name);
    CommandLine.Command words = command.getClass().getAnnotation(CommandLine.Command.class);
    return words == null ? "" : String.join(" ", words.description());
  }

  private static List<Candidate> options(CommandSpec spec) {
    return spec.options().stream()
        .filter(option -> !option.hidden())
        .flatMap(option ->
            Arrays.stream(option.names())
                .filter(name -> name.startsWith("--"))
                .map(name -> new Candidate(name, String.join(" ", option.description()))))
        .toList();
  }

  /** Takes {@code -C DIR} away that may stand before the command; empty for none. */
  private static String takenDirectory(List<String> before) {
    if (before.size() < 2
        || !before.getFirst().equals("-C") && !before.getFirst().equals("--dir")) {
      return "";
    }
    before.removeFirst();
    return before.removeFirst();
  }
}
