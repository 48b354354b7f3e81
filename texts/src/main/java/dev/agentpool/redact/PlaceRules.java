package dev.agentpool.redact;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;

/** Secrets that their place in a command or in a program's file gives away. */
final class PlaceRules {
  private static final String QUOTE = "\\\\{0,3}[\"']";
  private static final String OPEN = "(?:" + QUOTE + ")?";
  private static final String WORD = "(?<s>[^\\s\"'`\\\\<>|;&]{3,512})";
  private static final String LOGIN = "[^\\s:\"'`\\\\<>/@]{1,64}:" + WORD;

  private PlaceRules() {}

  static List<Rule> all() {
    return List.of(
        rule("login", "-u ", "-u " + OPEN + LOGIN, PlaceRules::isLoginOfOption),
        rule("login", "--user", "--user[ =]" + OPEN + LOGIN, PlaceRules::isLoginOfOption),
        rule("password", "sshpass", "sshpass[ \\t]{1,4}-p[ \\t]{0,4}" + OPEN + WORD, notSaid()),
        rule(
            "password",
            "mysql",
            "mysql(?:dump|admin|import)?[ \\t](?:[^\\s|;&]{1,64}[ \\t]{1,4}){0,8}-p(?!ort)"
                + OPEN
                + WORD,
            notSaid()),
        rule(
            "password",
            "login ",
            "login[ \\t]{1,4}\\S{1,64}\\s{1,8}password[ \\t]{1,4}" + WORD,
            notSaid()),
        rule(
            "password",
            "pass",
            "pass" + OPEN + "[ \\t]{0,8}(?:=>|:=|=|:)[ \\t]{0,8}" + OPEN + WORD,
            PlaceRules::isPass),
        rule(
            "basic",
            "auth",
            "auth"
                + OPEN
                + "[ \\t]{0,8}[:=][ \\t]{0,8}"
                + OPEN
                + "(?<s>[\\w+/]{8,512}={0,2})(?![\\w+/=])",
            (_, _, found) -> isUserAndPassword(found.group("s"))),
        new Rule(
            "private-key",
            "private-lines:",
            true,
            false,
            java.util.regex.Pattern.compile(
                "(?i)private-lines:["
                    + " \\t]{0,4}\\d{1,4}\\s{1,4}(?<s>(?:[A-Za-z0-9+/=]{4,128}(?:\\s{1,4}|$)){1,64})"),
            Rule.Test.ALWAYS,
            Rule.Tail.NONE));
  }

  private static Rule rule(String name, String anchor, String pattern, Rule.Test test) {
    return Rule.behind(name, anchor, pattern, test, Rule.Tail.NONE);
  }

  private static Rule.Test notSaid() {
    return (_, _, found) -> !Values.isPlaceholder(found.group("s"));
  }

  /** {@code -u 1000:1000} and {@code -u node:node} are no log-ins. */
  private static boolean isLoginOfOption(CharSequence text, int at, Matcher found) {
    String value = found.group("s");
    boolean isOption = at == 0 || Character.isWhitespace(text.charAt(at - 1));
    boolean isNumber = value.chars().allMatch(c -> c >= '0' && c <= '9' || c == ':');
    return isOption
        && !isNumber
        && !Values.isPlaceholder(value)
        && (Values.hasDigit(value)
            || value.length() >= 8
            || value.chars().anyMatch(c -> "!@#%^*~+".indexOf(c) >= 0));
  }

  /** {@code pass} by itself is a word: {@code tests pass: 12}, {@code first_pass = true}. */
  private static boolean isPass(CharSequence text, int at, Matcher found) {
    String value = Values.bare(found.group("s"));
    if (value.isEmpty() || Values.isPlaceholder(value) || Values.isCode(value)) {
      return false;
    }
    boolean isVariable =
        at > 0
            && text.charAt(at - 1) == '_'
            && text.charAt(at) == 'P'
            && text.charAt(at + 4) == '=';
    boolean startsWord = at == 0 || !Rule.isAlphanumeric(text.charAt(at - 1));
    return isVariable
        || startsWord
            && value.length() >= 6
            && Values.hasDigit(value)
            && value.chars().anyMatch(Character::isLetter);
  }

  static boolean isUserAndPassword(String value) {
    try {
      String decoded = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
      return decoded.indexOf(':') > 0 && decoded.chars().allMatch(c -> c >= ' ' && c != 0xFFFD);
    } catch (IllegalArgumentException noBase64) {
      return false;
    }
  }
}
