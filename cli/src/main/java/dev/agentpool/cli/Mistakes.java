package dev.agentpool.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What is wrong with a command's arguments, as a person would say it; the parser has its own words.
 */
final class Mistakes {
  private Mistakes() {}

  static String said(CommandLine.ParameterException wrong, String command) {
    if (wrong instanceof CommandLine.UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()) {
      return "agentpool " + command + " takes no " + quoted(unmatched.getUnmatched());
    }
    ArgSpec argument = wrong.getArgSpec();
    if (argument != null && wrong.getValue() != null && argument.type().isEnum()) {
      return name(argument) + " takes " + choices(argument) + ", not '" + wrong.getValue() + "'";
    }
    return String.valueOf(wrong.getMessage());
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
  }

  /** The shortest of an option's names. */
  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.shortestName() : argument.paramLabel();
  }

  private static String choices(ArgSpec argument) {
    List<String> all =
        Arrays.stream(argument.type().getEnumConstants())
            .map(choice -> Objects.toString(choice).toLowerCase(Locale.ROOT))
            .toList();
    int last = all.size() - 1;
    return String.join(", ", all.subList(0, last)) + " or " + all.get(last);
  }
}
