package dev.agentpool.redact;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One form of secret.
 *
 * <p>INVARIANT: every repetition in the pattern is bounded, and a pattern sees at most {@link
 * Redaction#WINDOW} characters from its anchor; so a look at one place takes bounded time and a
 * text time in its length.
 *
 * @param name how it is counted
 * @param anchor the letters with which it begins; nothing is looked at where they are not
 * @param anyCase whether their case matters not
 * @param wordStart whether no letter or digit may stand before them
 * @param pattern from the anchor on; the group {@code s} is replaced, what is before it stays
 * @param test whether what was found is one indeed
 * @param tail what still belongs to it, however long it is
 */
record Rule(
    String name,
    String anchor,
    boolean anyCase,
    boolean wordStart,
    Pattern pattern,
    Test test,
    Tail tail) {

  /** Whether a match is a secret. */
  @FunctionalInterface
  interface Test {
    Test ALWAYS = (_, _, _) -> true;

    /**
     * @param text what is known of it, from {@link Redaction#LEFT} characters before the anchor on
     * @param at where the anchor is
     */
    boolean isSecret(CharSequence text, int at, Matcher found);
  }

  /** Which characters go on with a secret. */
  @FunctionalInterface
  interface Tail {
    Tail NONE = _ -> false;
    Tail WORD = c -> isAlphanumeric(c) || c == '_' || c == '-';
    Tail DOTTED = c -> isAlphanumeric(c) || c == '_' || c == '-' || c == '.';
    Tail BASE64 = c -> isAlphanumeric(c) || "+/=_-".indexOf(c) >= 0;
    Tail BLANKLESS = c -> !Character.isWhitespace(c) && "\"'`\\<>".indexOf(c) < 0;
    Tail LINE = c -> c != '\n' && c != '\r' && c != '"' && c != '\'' && c != '\\';

    boolean goesOn(char c);

    /** As far as one of the two goes. */
    default Tail or(Tail other) {
      Set<Tail> both =
          new LinkedHashSet<>(this instanceof Several several ? several.tails : Set.of(this));
      both.add(other);
      return both.size() == 1 ? this : new Several(both);
    }
  }

  private record Several(Set<Tail> tails) implements Tail {
    @Override
    public boolean goesOn(char c) {
      return tails.stream().anyMatch(tail -> tail.goesOn(c));
    }
  }

  /** A token that its first letters give away. */
  static Rule key(String name, String anchor, String rest) {
    return key(name, anchor, rest, Test.ALWAYS, Tail.WORD);
  }

  static Rule key(String name, String anchor, String rest, Test test, Tail tail) {
    return new Rule(
        name,
        anchor,
        false,
        true,
        Pattern.compile("(?<s>" + Pattern.quote(anchor) + rest + ")"),
        test,
        tail);
  }

  /** A secret behind a word of any case; the pattern says where it begins. */
  static Rule behind(String name, String anchor, String pattern, Test test, Tail tail) {
    return new Rule(
        name,
        anchor.toLowerCase(Locale.ROOT),
        true,
        false,
        Pattern.compile("(?i)" + pattern),
        test,
        tail);
  }

  boolean isAnchoredAt(CharSequence text, int at) {
    for (int i = 0; i < anchor.length(); i++) {
      char c = text.charAt(at + i);
      if (c != anchor.charAt(i) && !(anyCase && lower(c) == anchor.charAt(i))) {
        return false;
      }
    }
    return !wordStart || startsWord(text, at);
  }

  /** Whether a text that ends here may go on as the anchor. */
  boolean mayGoOn(CharSequence text, int at) {
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      char wanted = anchor.charAt(i - at);
      if (c != wanted && !(anyCase && lower(c) == wanted)) {
        return false;
      }
    }
    return true;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }

  /** Behind no letter or digit, but for those of an escape: {@code \n}, {@code %20}. */
  private static boolean startsWord(CharSequence text, int at) {
    if (at == 0 || !isAlphanumeric(text.charAt(at - 1))) {
      return true;
    }
    if (at >= 2 && text.charAt(at - 2) == '\\') {
      return "nrtbf".indexOf(text.charAt(at - 1)) >= 0;
    }
    return at >= 3
        && text.charAt(at - 3) == '%'
        && Character.digit(text.charAt(at - 2), 16) >= 0
        && Character.digit(text.charAt(at - 1), 16) >= 0;
  }

  static boolean isAlphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }
}
