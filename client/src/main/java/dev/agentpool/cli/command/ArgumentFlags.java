package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Arguments of a workflow or skill: {@code key=value} words, or files. */
public final class ArgumentFlags {
  @Option(
      names = "--from",
      paramLabel = "KEY=FILE",
      description = "Take an argument's value from a file (- is standard input).")
  List<String> files = new ArrayList<>();

  /** By their names, in the order given; values are taken as they are. */
  public Map<String, String> arguments(Surroundings here, List<String> words) {
    Map<String, String> arguments = new LinkedHashMap<>();
    for (String word : words) {
      put(arguments, word, word.substring(word.indexOf('=') + 1));
    }
    for (String file : files) {
      put(arguments, file, Inputs.file(here, file.substring(file.indexOf('=') + 1)));
    }
    return arguments;
  }

  private static void put(Map<String, String> arguments, String pair, String value) {
    int equals = pair.indexOf('=');
    if (equals < 1) {
      throw CliException.usage(
          "an argument is written KEY=VALUE, not \""
              + pair
              + "\"; put a value with spaces in quotes");
    }
    String key = pair.substring(0, equals);
    if (arguments.put(key, value) != null) {
      throw CliException.usage("the argument \"" + key + "\" is given twice");
    }
  }

  /** What a workflow or skill takes, for people: {@code [tone]} may be left out. */
  public static String names(Json named) {
    StringBuilder text = new StringBuilder();
    for (Json argument : named.get("arguments").items()) {
      String name = argument.text("name");
      text.append(text.isEmpty() ? "" : " ")
          .append(argument.flag("required") ? name : "[" + name + "]");
    }
    return text.isEmpty() ? "-" : text.toString();
  }
}
