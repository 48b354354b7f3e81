package dev.agentpool.redact;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that is called as secrets are, and its value.
 *
 * @param noun the last word of its name
 * @param left what stands before that, a little of it
 * @param sign from the noun to the value
 * @param value what is known of it
 * @param isLast whether nothing follows on its line
 */
record Assignment(String noun, String left, String sign, String value, boolean isLast) {
  private static final List<String> KINDS =
      List.of(
          "api",
          "access",
          "refresh",
          "secret",
          "private",
          "session",
          "auth",
          "signing",
          "encryption",
          "account",
          "master",
          "client",
          "service",
          "license",
          "deploy",
          "admin",
          "app",
          "application",
          "storage",
          "subscription",
          "webhook",
          "consumer",
          "hmac",
          "openai",
          "anthropic",
          "gemini",
          "google",
          "azure",
          "aws");

  /** What sets a variable without a sign: of a Dockerfile, of Windows, of fish. */
  private static final Pattern SETTING =
      Pattern.compile("(?:^|[^A-Za-z0-9_]|\\\\n)(?:ENV|ARG|setx|set -\\w{1,3}) \\w{0,60}$");

  static Assignment of(String noun, CharSequence text, int at, Matcher found) {
    int end = found.end();
    return new Assignment(
        noun,
        text.subSequence(Math.max(0, at - Redaction.LEFT), at).toString(),
        text.subSequence(at, found.start("s")).toString(),
        found.group("s"),
        end >= text.length() || text.charAt(end) == '\n' || text.charAt(end) == '\r');
  }

  /** Of a key: whether it is one that opens something, as an {@code api_key} does. */
  static boolean isOfSecretKind(String text, int at) {
    String before = text.substring(0, at).toLowerCase(Locale.ROOT);
    if (before.endsWith("_") || before.endsWith("-") || before.endsWith(" ")) {
      before = before.substring(0, before.length() - 1);
    }
    String last = before;
    return KINDS.stream().anyMatch(last::endsWith);
  }

  private boolean isBareKey() {
    return noun.equals("key") && !isOfSecretKind(left, left.length());
  }

  boolean isQuotedSecret() {
    if (Values.isPlaceholder(value) || value.isBlank()) {
      return false;
    }
    if (isBareKey()) {
      return isKeyLike();
    }
    boolean sentence = value.contains(" ") && !Values.hasDigit(value);
    return !(sentence && !noun.equals("passphrase")) && !isPath() && value.length() >= 3;
  }

  private boolean isKeyLike() {
    return value.length() >= 20
        && Values.hasDigit(value)
        && KeyRules.isMixed(value)
        && value.chars().allMatch(c -> Rule.Tail.BASE64.goesOn((char) c))
        && !value.matches("[0-9a-f-]{20,128}");
  }

  private boolean isPath() {
    return value.startsWith("/")
        || value.startsWith("./")
        || value.startsWith("~/")
        || value.startsWith("http://")
        || value.startsWith("https://");
  }

  boolean isBareSecret() {
    String bare = Values.bare(value);
    if (bare.isEmpty() || Values.isPlaceholder(value) || isPath() && !hasPasswordsName()) {
      return false;
    }
    if (noun.equals("pwd") && isPath()) {
      return false;
    }
    if (isBareKey()) {
      return isKeyLike();
    }
    boolean close = sign.endsWith("=") && !sign.contains(" ") && !sign.contains("\t");
    if (close && isUpperCase()) {
      return true;
    }
    if (Values.isCode(value) || isNumberOfThings(bare)) {
      return false;
    }
    return close && !sign.endsWith("==") && bare.length() >= 3
        || bare.length() >= 5 && hasSecretsShape(bare)
        || hasPasswordsName() && bare.equals(value) && bare.length() >= 6 && isWord(bare)
        || hasPasswordsName()
            && isLast
            && isAloneOnItsLine()
            && bare.equals(value)
            && bare.length() >= 4
            && isWord(bare)
        || isLast
            && isAloneOnItsLine()
            && bare.equals(value)
            && bare.length() >= 6
            && isLower(bare);
  }

  /** In the line below its name, as YAML has it. */
  boolean isSecretBelow() {
    String bare = Values.bare(value);
    boolean isBlock = sign.indexOf('>') >= 0 || sign.indexOf('|') >= 0;
    return !isBareKey()
        && !bare.isEmpty()
        && !Values.isPlaceholder(value)
        && !isPath()
        && !Values.isCode(value)
        && !value.endsWith(":")
        && (isBlock && isLast && bare.length() >= 4
            || (isBlock || isLast) && bare.length() >= 8 && hasSecretsShape(bare));
  }

  /** In a sentence: letters and digits in one word. */
  boolean isSaid() {
    String bare = Values.bare(value);
    return hasPasswordsName()
        && !Values.isPlaceholder(value)
        && !isPath()
        && !Values.isCode(value)
        && Values.hasDigit(bare)
        && bare.chars().anyMatch(Character::isLetter)
        && bare.length() >= 6;
  }

  private boolean hasPasswordsName() {
    return noun.startsWith("pass");
  }

  /** {@code --password hunter2}. */
  boolean isOptionsSecret() {
    int dashes = left.lastIndexOf("--");
    boolean isOption =
        dashes >= 0
            && left.substring(dashes)
                .chars()
                .allMatch(c -> c == '-' || Character.isLetterOrDigit(c));
    return (isOption || SETTING.matcher(left).find())
        && (!isBareKey())
        && !Values.isPlaceholder(value)
        && !isPath()
        && (Values.hasDigit(value) || value.length() >= 6)
        && !Values.isCode(value);
  }

  private boolean isUpperCase() {
    return Character.isUpperCase(sign.charAt(0)) && Character.isUpperCase(sign.charAt(1));
  }

  private boolean isNumberOfThings(String bare) {
    return !hasPasswordsName() && bare.length() < 10 && bare.matches("[0-9.,%]{1,10}[a-zA-Z]{0,2}");
  }

  private static boolean hasSecretsShape(String bare) {
    return Values.hasDigit(bare) && !bare.matches("[0-9:.TZ+-]{1,40}")
        || bare.chars().anyMatch(c -> "!@#$^&*~+".indexOf(c) >= 0) && !bare.contains("(")
        || bare.length() >= 20 && Values.isOpaque(bare);
  }

  private static boolean isLower(String bare) {
    return bare.chars().allMatch(c -> c >= 'a' && c <= 'z' || c == '-' || c == '_');
  }

  /** One word as people choose one, and no type as programs have them. */
  private static boolean isWord(String bare) {
    return bare.chars()
            .allMatch(c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_')
        && bare.chars().skip(1).noneMatch(c -> c >= 'A' && c <= 'Z');
  }

  /** As in YAML: nothing but its name before it. */
  private boolean isAloneOnItsLine() {
    int line = Math.max(left.lastIndexOf('\n'), left.lastIndexOf('\r'));
    if (line < 0 && left.length() >= Redaction.LEFT) {
      return false;
    }
    String name = left.substring(line + 1).strip();
    return name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
  }
}
