package dev.agentpool.redact;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rest of a private key's block, over as many lines as it has. */
final class Pem {
  static final String RULE = "private-key";

  /** What follows decides. */
  static final int UNKNOWN = -1;

  private static final int LONGEST_END = 80;
  private static final Pattern END = Pattern.compile("-----END [A-Z0-9 ]{0,60}-----");

  private Pem() {}

  /** Where to look next; the same place when the block ends there without an end. */
  static int next(CharSequence text, int at, boolean isWhole) {
    char c = text.charAt(at);
    if (c != '-') {
      return isInside(c) ? at + 1 : at;
    }
    int end = Math.min(text.length(), at + LONGEST_END);
    Matcher matcher = END.matcher(text).region(at, end);
    if (matcher.lookingAt()) {
      return matcher.end();
    }
    return matcher.hitEnd() && !isWhole && end < at + LONGEST_END ? UNKNOWN : at + 1;
  }

  static boolean isOver(CharSequence text, int at, int next) {
    return next == at || next > at + 1 && text.charAt(at) == '-';
  }

  private static boolean isInside(char c) {
    return Rule.isAlphanumeric(c) || Character.isWhitespace(c) || "+/=\\:,>|#*".indexOf(c) >= 0;
  }
}
