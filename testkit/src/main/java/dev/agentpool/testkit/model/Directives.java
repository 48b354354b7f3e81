package dev.agentpool.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds {@code @@verb argument@@} in a text; all else is ignored. */
final class Directives {
  private static final Pattern DIRECTIVE =
      Pattern.compile("@@([a-z][a-z0-9-]*)(?:\\s+(.*?))?\\s*@@", Pattern.DOTALL);

  private Directives() {}

  record Directive(String verb, String argument) {
    /** The argument's words; none when it is empty. */
    List<String> words() {
      return argument.isBlank() ? List.of() : List.of(argument.strip().split("\\s+"));
    }
  }

  static List<Directive> in(String text) {
    List<Directive> found = new ArrayList<>();
    Matcher matcher = DIRECTIVE.matcher(text);
    while (matcher.find()) {
      String argument = matcher.group(2);
      found.add(new Directive(matcher.group(1), argument == null ? "" : argument));
    }
    return List.copyOf(found);
  }
}
