package dev.agentpool.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;

/** The rules, by the character with which they begin. */
final class RuleBook {
  private static final int ASCII = 128;
  static final RuleBook STANDARD = new RuleBook(standardRules());
  private final Rule[][] byFirst = new Rule[ASCII][];

  /** Whether some rule begins with these two, at 128 times the first and the second. */
  private final boolean[] pairs = new boolean[ASCII * ASCII];

  private RuleBook(List<Rule> rules) {
    for (char c = 0; c < ASCII; c++) {
      char first = c;
      byFirst[c] =
          rules.stream()
              .filter(rule ->
                  rule.anchor().charAt(0) == first
                      || rule.anyCase()
                          && rule.anchor()
                              .substring(0, 1)
                              .toUpperCase(Locale.ROOT)
                              .equals(String.valueOf(first)))
              .toArray(Rule[]::new);
    }
    for (Rule rule : rules) {
      for (char first : cases(rule, 0)) {
        for (char second : cases(rule, 1)) {
          pairs[first * ASCII + second] = true;
        }
      }
    }
  }

  private static char[] cases(Rule rule, int at) {
    String letter = rule.anchor().substring(at, at + 1);
    return (rule.anyCase() ? letter + letter.toUpperCase(Locale.ROOT) : letter).toCharArray();
  }

  private static List<Rule> standardRules() {
    List<Rule> rules = new ArrayList<>(NameRules.all());
    rules.addAll(PlaceRules.all());
    rules.addAll(KeyRules.all());
    return rules;
  }

  /** What is known of one place. */
  sealed interface Look {
    record Nothing() implements Look {}

    /** What follows decides. */
    record Wait() implements Look {}

    record Found(Rule rule, int from, int to) implements Look {}

    Look NOTHING = new Nothing();
    Look WAIT = new Wait();
  }

  /** Whether a rule's first two letters stand there, as far as the text is known. */
  boolean mayBegin(CharSequence text, int at) {
    char first = text.charAt(at);
    if (first >= ASCII || byFirst[first].length == 0) {
      return false;
    }
    if (at + 1 == text.length()) {
      return true;
    }
    char second = text.charAt(at + 1);
    return second < ASCII && pairs[first * ASCII + second];
  }

  /** False for most texts: no rule's first letters stand anywhere. */
  boolean isWorthALook(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (mayBegin(text, i)) {
        for (Rule rule : byFirst[text.charAt(i)]) {
          if (i + rule.anchor().length() <= length && rule.isAnchoredAt(text, i)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /**
   * @param isWhole whether nothing follows on this text
   */
  Look at(CharSequence text, int at, boolean isWhole) {
    for (Rule rule : byFirst[text.charAt(at)]) {
      if (at + rule.anchor().length() > text.length()) {
        if (!isWhole && rule.mayGoOn(text, at)) {
          return Look.WAIT;
        }
      } else if (rule.isAnchoredAt(text, at)) {
        Look look = look(rule, text, at, isWhole);
        if (!(look instanceof Look.Nothing)) {
          return look;
        }
      }
    }
    return Look.NOTHING;
  }

  /** Whether all letters with which a rule begins stand there. */
  boolean isAnchored(CharSequence text, int at) {
    for (Rule rule : byFirst[text.charAt(at)]) {
      if (at + rule.anchor().length() <= text.length() && rule.isAnchoredAt(text, at)) {
        return true;
      }
    }
    return false;
  }

  private static Look look(Rule rule, CharSequence text, int at, boolean isWhole) {
    int end = Math.min(text.length(), at + Redaction.WINDOW);
    Matcher matcher = rule.pattern().matcher(text).region(at, end);
    boolean found = matcher.lookingAt();
    boolean mayChange = !isWhole && end < at + Redaction.WINDOW;
    if (mayChange && (matcher.hitEnd() || found && matcher.end() >= text.length())) {
      return Look.WAIT;
    }
    return found && rule.test().isSecret(text, at, matcher)
        ? new Look.Found(rule, matcher.start("s"), matcher.end("s"))
        : Look.NOTHING;
  }
}
