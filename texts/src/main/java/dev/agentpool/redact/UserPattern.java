package dev.agentpool.redact;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A pattern that a user added; what it matches within a line is replaced. It has so many steps a
 * line and no more: one that takes longer is switched off, and its owner told. Thread-safe.
 */
public final class UserPattern {
  /** Of a pattern, in characters. */
  public static final int LONGEST = 400;

  private static final int TRIED = 400;
  private final Pattern pattern;
  private final Consumer<String> told;
  private final AtomicBoolean off = new AtomicBoolean();

  private UserPattern(Pattern pattern, Consumer<String> told) {
    this.pattern = pattern;
    this.told = told;
  }

  /**
   * @param told hears why it was switched off
   * @throws IllegalArgumentException that says what is wrong with it
   */
  public static UserPattern of(String source, Consumer<String> told) {
    if (source.isEmpty() || source.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a pattern has 1 to " + LONGEST + " characters, not " + source.length());
    }
    Pattern pattern;
    try {
      pattern = Pattern.compile(source);
    } catch (PatternSyntaxException wrong) {
      throw new IllegalArgumentException(
          "it is no regular expression: "
              + wrong.getDescription()
              + (wrong.getIndex() < 0 ? "" : " at character " + (wrong.getIndex() + 1)),
          wrong);
    } catch (StackOverflowError deep) {
      throw new IllegalArgumentException("it is nested too deeply", deep);
    }
    if (pattern.matcher("").find()
        || pattern.matcher("a b").results().anyMatch(UserPattern::isEmpty)) {
      throw new IllegalArgumentException("it matches the empty text, so it would match everywhere");
    }
    UserPattern made = new UserPattern(pattern, told);
    made.tryHostileTexts(source);
    return made;
  }

  private static boolean isEmpty(java.util.regex.MatchResult found) {
    return found.start() == found.end();
  }

  /** Texts on which patterns that go back and forth do so: its own letters, many times. */
  private void tryHostileTexts(String source) {
    StringBuilder seeds = new StringBuilder("a0 -_.x");
    source.chars().distinct().limit(20).forEach(c -> seeds.append((char) c));
    for (int i = 0; i < seeds.length(); i++) {
      String one = String.valueOf(seeds.charAt(i));
      tried(one.repeat(TRIED) + "\u0001");
      tried(("a" + one).repeat(TRIED / 2) + "\u0001");
    }
  }

  private void tried(String hostile) {
    if (replaced(hostile, _ -> {}) == null) {
      throw new IllegalArgumentException(
          "it goes back and forth too often on a text of "
              + hostile.length()
              + " characters; bound its repetitions, as in {1,40}, and let neighbours not match the"
              + " same");
    }
  }

  String over(String line, Consumer<String> count) {
    if (off.get()) {
      return line;
    }
    String kept = replaced(line, count);
    if (kept == null) {
      if (off.compareAndSet(false, true)) {
        told.accept(
            "the pattern '"
                + pattern.pattern()
                + "' of [redaction] took too many steps on a line and is switched off until"
                + " config.toml changes or the daemon starts again");
      }
      return line;
    }
    return kept;
  }

  /** Null when it took too many steps. */
  private @Nullable String replaced(String line, Consumer<String> count) {
    try {
      Matcher matcher = pattern.matcher(new CountedText(line));
      if (!matcher.find()) {
        return line;
      }
      StringBuilder out = new StringBuilder();
      int from = 0;
      do {
        if (matcher.end() > matcher.start()) {
          out.append(line, from, matcher.start()).append(Redaction.MARK);
          from = matcher.end();
          count.accept(Redaction.USERS);
        }
      } while (matcher.find());
      return out.append(line, from, line.length()).toString();
    } catch (CountedText.TooManySteps | StackOverflowError tooMuch) {
      return null;
    }
  }

  @Override
  public String toString() {
    return pattern.pattern();
  }
}
