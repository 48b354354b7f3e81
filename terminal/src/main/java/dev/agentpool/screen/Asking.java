package dev.agentpool.screen;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the question in words with which an agent has stopped. A line of code, of a diff, of a log
 * or of a list of commands that ends in a question mark is none, nor is one with more said after
 * it.
 */
final class Asking {
  private static final int LONGEST = 240;
  private static final int AFTER = 2;
  private static final Pattern ASKS =
      Pattern.compile(
          "\\b(?:should i|shall i|do you want|would you like|may i|can i|which\\b.{0,80}\\bshould"
              + " i|which of|what would you)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SENTENCE =
      Pattern.compile("^[\\p{Lu}\\p{Lo}¿\"“'*].*\\p{L}{2,}.*\\?[\"”'*)]*$");
  private static final Pattern WORDS = Pattern.compile("\\p{L}{2,}\\s+\\p{L}{2,}");
  private static final Pattern CODE =
      Pattern.compile(
          "[;{}]|=>|->|==|&&|\\|\\||::|\\?\\?|\\w\\(|^\\s*(?://|#|/\\*|\\$|\\+|-{2}|@@|<|\\d+[:|])"
              + "|^\\s*[+-]\\S|\\S+\\?\\S|https?:|^\\s*\\d{2}:\\d{2}|\\[(?:info|warn|error|debug)\\]"
              + "|^\\s*\\w+(?:\\.\\w+)+:");

  private Asking() {}

  /**
   * @param lines the last thing that the agent said
   */
  static Optional<String> in(List<String> lines) {
    List<String> said = lines.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
    boolean fenced = false;
    Optional<String> found = Optional.empty();
    int since = 0;
    for (String line : said) {
      if (line.startsWith("```")) {
        fenced = !fenced;
      }
      if (!fenced && asks(line)) {
        found = Optional.of(line);
        since = 0;
      } else {
        since++;
      }
    }
    int after = since;
    return found.filter(_ -> after <= AFTER);
  }

  private static boolean asks(String line) {
    if (line.codePointCount(0, line.length()) > LONGEST || CODE.matcher(line).find()) {
      return false;
    }
    return line.contains("?") && ASKS.matcher(line).find()
        || SENTENCE.matcher(line).matches() && WORDS.matcher(line).find();
  }
}
