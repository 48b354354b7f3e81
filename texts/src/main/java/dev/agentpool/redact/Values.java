package dev.agentpool.redact;

import java.util.Locale;
import java.util.Set;

/** What values look like. */
final class Values {
  private static final Set<String> LITERALS =
      Set.of(
          "null",
          "none",
          "nil",
          "undefined",
          "true",
          "false",
          "string",
          "str",
          "text",
          "bytes",
          "byte",
          "number",
          "integer",
          "int",
          "boolean",
          "bool",
          "object",
          "array",
          "any",
          "unknown",
          "required",
          "optional",
          "empty",
          "yes",
          "no",
          "char",
          "value",
          "type",
          "hidden",
          "redacted",
          "masked",
          "password",
          "secret",
          "token",
          "key",
          "credentials",
          "identifier",
          "keyword",
          "missing",
          "invalid",
          "expired",
          "incorrect",
          "authentication",
          "failed",
          "wrong",
          "cannot",
          "should",
          "please",
          "enter",
          "accepted",
          "rejected",
          "changed",
          "generated",
          "supplied",
          "specify",
          "stored");

  private Values() {}

  /** What stands for a secret and is none. */
  static boolean isPlaceholder(String value) {
    char first = value.charAt(0);
    return value.startsWith("[REDACTED")
        || value.contains("...")
        || value.startsWith("…")
        || first == '$' && value.length() > 1 && (value.charAt(1) == '{' || isName(value, 1))
        || first == '<'
        || first == '%' && value.endsWith("%")
        || value.startsWith("{")
        || value.chars().allMatch(c -> c == '*' || c == 'x' || c == 'X' || c == '.' || c == '-')
        || LITERALS.contains(bare(value).toLowerCase(Locale.ROOT));
  }

  /** A name as variables have it: upper-case, such as {@code $API_KEY}. */
  private static boolean isName(String value, int from) {
    for (int i = from; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!(c >= 'A' && c <= 'Z' || c == '_' || i > from && c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }

  static String bare(String value) {
    int end = value.length();
    while (end > 0 && ",;:.)]}?!|".indexOf(value.charAt(end - 1)) >= 0) {
      end--;
    }
    return value.substring(0, end);
  }

  /** No word of a sentence: long enough, with digits or both cases among its letters. */
  static boolean isOpaque(String value) {
    if (isPlaceholder(value) || isCode(value)) {
      return false;
    }
    return value.length() >= 12 && hasDigit(value) || value.length() >= 16 && isMixedCase(value);
  }

  private static boolean isMixedCase(String value) {
    return !value.equals(value.toLowerCase(Locale.ROOT))
        && !value.equals(value.toUpperCase(Locale.ROOT))
        && !value.contains("/")
        && !value.contains("-");
  }

  static boolean hasDigit(String value) {
    return value.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  /** A call, a member, an index, an argument: what programs have on the right side. */
  static boolean isCode(String value) {
    if (!Character.isJavaIdentifierStart(value.charAt(0)) || value.charAt(0) == '$') {
      return value.charAt(0) == '(' || value.charAt(0) == '[' || value.charAt(0) == '&';
    }
    int i = 0;
    while (i < value.length() && Character.isJavaIdentifierPart(value.charAt(i))) {
      i++;
    }
    if (i == value.length()) {
      return false;
    }
    boolean plain = value.chars().limit(i).allMatch(Character::isLetter);
    String rest = value.substring(i);
    return rest.startsWith("(")
        || rest.startsWith("[")
        || rest.startsWith("::")
        || rest.startsWith("->")
        || rest.startsWith(".")
            && rest.length() > 1
            && Character.isLetter(rest.charAt(1))
            && !hasDigit(value)
        || plain && (rest.startsWith(")") || rest.startsWith(","));
  }
}
