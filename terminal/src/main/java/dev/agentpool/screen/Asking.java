package dev.agentpool.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
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
      Pattern.compile("^[\\p{Lu}\\p{Lo}¿\"“'*].*\\p{L}{2,}.*[?？؟][\"”'*)]*$");

  /** Two words; where none are set apart, some letters. */
  private static final Pattern WORDS =
      Pattern.compile("\\p{L}{2,}\\s+\\p{L}{2,}|[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]{4,}");

  private static final int BROKEN = 4;
  private static final Pattern ENDS_ASKING = Pattern.compile("[?？؟][\"”'*)]*$");
  private static final Pattern LAST_SENTENCE =
      Pattern.compile("(?<=^|[.!?:] )[\\p{Lu}\\p{Lo}][^?？؟]*[?？؟][\"”'*)]*$");
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
    boolean fenced = false;
    Optional<String> found = Optional.empty();
    int since = 0;
    List<String> above = new ArrayList<>(); // of the same paragraph, or a blank line ends it
    for (String line : lines.stream().map(String::strip).toList()) {
      if (line.isEmpty()) {
        above.clear();
        continue;
      }
      if (line.startsWith("```")) {
        fenced = !fenced;
      }
      Optional<String> asked = fenced ? Optional.empty() : question(line, above);
      found = asked.isPresent() ? asked : found;
      since = asked.isPresent() ? 0 : since + 1;
      above.add(line);
    }
    int after = since;
    return found.filter(_ -> after <= AFTER);
  }

  /** The line, or the sentence that ends in it where a narrow screen broke it over a few lines. */
  private static Optional<String> question(String line, List<String> above) {
    if (asks(line)) {
      return Optional.of(line);
    }
    String sentence = line;
    for (int i = above.size() - 1; i >= Math.max(0, above.size() - BROKEN); i--) {
      if (CODE.matcher(above.get(i)).find()) {
        return Optional.empty();
      }
      sentence = above.get(i) + " " + sentence;
      Matcher last = LAST_SENTENCE.matcher(sentence);
      if (ENDS_ASKING.matcher(line).find() && last.find() && asks(last.group())) {
        return Optional.of(last.group());
      }
    }
    return Optional.empty();
  }

  private static boolean asks(String line) {
    if (line.codePointCount(0, line.length()) > LONGEST || CODE.matcher(line).find()) {
      return false;
    }
    return line.contains("?") && ASKS.matcher(line).find()
        || SENTENCE.matcher(line).matches() && WORDS.matcher(line).find();
  }
}
