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
  }

  private static List<Rule> standardRules() {
    List<Rule> rules = new ArrayList<>(NameRules.all());
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

  boolean mayBegin(char c) {
    return c < ASCII && byFirst[c].length > 0;
  }

  /** False for most texts: no rule's first letters stand anywhere. */
  boolean isWorthALook(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ASCII) {
        for (Rule rule : byFirst[c]) {
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
