package dev.agentpool.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** Secrets that the word before them gives away: headers, addresses, assignments. */
final class NameRules {
  private static final String QUOTE = "\\\\{0,3}[\"']";
  private static final String END = "(?<s>[^\\s\"'\\\\,;]{4,512})";
  private static final List<String> NOUNS =
      List.of("password", "passwd", "passphrase", "pwd", "secret", "token", "key", "credential");

  private NameRules() {}

  static List<Rule> all() {
    List<Rule> rules = new ArrayList<>();
    String header = "authorization(?:" + QUOTE + ")?\\s{0,8}(?:[:=]|=>)\\s{0,8}(?:" + QUOTE + ")?";
    rules.add(
        Rule.behind(
            "authorization",
            "authorization",
            header + "(?:digest|aws4-hmac-sha256|hawk|oauth)\\s{1,8}(?<s>[^\\r\\n]{1,512})",
            Rule.Test.ALWAYS,
            c -> c != '\n' && c != '\r'));
    rules.add(
        Rule.behind(
            "authorization",
            "authorization",
            header + "(?<scheme>[a-z][a-z0-9-]{0,20})\\s{1,8}" + END,
            NameRules::isCredential,
            Rule.Tail.BLANKLESS));
    rules.add(
        Rule.behind(
            "authorization",
            "authorization",
            header + END,
            (_, _, found) -> Values.isOpaque(found.group("s")),
            Rule.Tail.BLANKLESS));
    rules.add(
        Rule.behind(
            "bearer",
            "bearer",
            "bearer\\s{1,4}(?<s>[\\w.~+/=-]{16,512})",
            (_, _, found) -> Values.isOpaque(found.group("s")),
            Rule.Tail.BLANKLESS));
    rules.add(
        Rule.behind(
            "basic",
            "basic",
            "basic\\s{1,4}(?<s>[\\w+/]{8,512}={0,2})(?![\\w+/=])",
            (_, _, found) -> PlaceRules.isUserAndPassword(found.group("s")),
            Rule.Tail.NONE));
    rules.add(
        Rule.behind(
            "cookie",
            "cookie",
            "cookie2?(?:"
                + QUOTE
                + ")?(?:\\s{0,4}[:=]\\s{0,4}(?:"
                + QUOTE
                + ")?|\\s{1,4}"
                + QUOTE
                + ")(?<s>[\\w.$!#%&*+^|~-]{1,128}=[^\\s\"'\\\\;]{4,512})",
            Rule.Test.ALWAYS,
            Rule.Tail.LINE));
    rules.add(
        Rule.behind(
            "url-password",
            "://",
            "://[^\\s/@:\"'<>\\\\?#]{0,255}:(?<s>[^\\s/\"'<>\\\\]{1,1024})@",
            (_, _, found) -> !Values.isPlaceholder(found.group("s")),
            Rule.Tail.NONE));
    rules.add(
        Rule.behind(
            "url-password",
            "://",
            "://(?<s>[\\w.~-]{16,512})(?::|(?=@))[^\\s/\"'<>\\\\]{0,64}@",
            (_, _, found) -> KeyRules.isMixed(found.group("s")),
            Rule.Tail.NONE));
    rules.add(
        Rule.behind(
            "private-key",
            "-----begin ",
            "(?<s>-----BEGIN (?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY(?: BLOCK)?-----"
                + "[\\sA-Za-z0-9:,.()\\\\+-]{0,300}[A-Za-z0-9+/=]{16})",
            Rule.Test.ALWAYS,
            Rule.Tail.NONE));
    rules.add(
        Rule.behind(
            "azure",
            "sig=",
            "sig=(?<s>[\\w%+/=-]{24,255})",
            (text, at, found) ->
                at > 0
                    && "?&;".indexOf(text.charAt(at - 1)) >= 0
                    && KeyRules.isMixed(found.group("s")),
            Rule.Tail.BASE64));
    for (String noun : NOUNS) {
      assignments(noun, rules);
    }
    return rules;
  }

  private static void assignments(String noun, List<Rule> rules) {
    String name = noun.equals("key") ? "key(?:[-_ ]?(?:id|value|base64|b64|base))?" : noun + "s?";
    String open = name + "(?:" + QUOTE + ")?\\]?[ \\t]{0,8}(?:=>|:=|==?|:)[ \\t]{0,8}";
    rules.add(
        Rule.behind(
            noun,
            noun,
            open
                + "(?:[A-Za-z]{1,2})?(?<q>\\\\{0,3})\"(?<s>(?:[^\"\\\\\\r\\n]|\\\\{1,3}(?:u[0-9a-f]{4}|/)){1,512})",
            (text, at, found) -> Assignment.of(noun, text, at, found).isQuotedSecret(),
            c -> c != '"' && c != '\\' && c != '\n' && c != '\r'));
    rules.add(
        Rule.behind(
            noun,
            noun,
            open + "(?:[A-Za-z]{1,2})?(?<q>\\\\{0,3})'(?<s>[^'\\\\\\r\\n]{1,512})",
            (text, at, found) -> Assignment.of(noun, text, at, found).isQuotedSecret(),
            c -> c != '\'' && c != '\\' && c != '\n' && c != '\r'));
    rules.add(
        Rule.behind(
            noun,
            noun,
            open + "(?<s>[^\\s\"'`\\\\<>]{1,512})",
            (text, at, found) -> Assignment.of(noun, text, at, found).isBareSecret(),
            Rule.Tail.BLANKLESS));
    rules.add(
        Rule.behind(
            noun,
            noun,
            name
                + "(?:"
                + QUOTE
                + ")?:[ \\t]{0,8}(?:[>|][-+]?[ \\t]{0,4}(?:\\r?\\n|\\\\n)?|\\r?\\n|\\\\n)["
                + " \\t]{1,32}(?<s>[^\\s\"'`\\\\<>]{1,512})",
            (text, at, found) -> Assignment.of(noun, text, at, found).isSecretBelow(),
            Rule.Tail.BLANKLESS));
    rules.add(
        Rule.behind(
            noun,
            noun,
            name
                + QUOTE
                + "(?:[ \\t]{1,4}value="
                + QUOTE
                + "|>)(?<s>[^\\s\"'\\\\<>]{1,512})[\"'<\\\\]",
            (text, at, found) -> Assignment.of(noun, text, at, found).isQuotedSecret(),
            Rule.Tail.NONE));
    rules.add(
        Rule.behind(
            noun,
            noun,
            name + "[ \\t](?:is|was):?[ \\t]{1,4}(?:" + QUOTE + ")?(?<s>[^\\s\"'`\\\\<>]{6,512})",
            (text, at, found) -> Assignment.of(noun, text, at, found).isSaid(),
            Rule.Tail.BLANKLESS));
    rules.add(
        Rule.behind(
            noun,
            noun,
            name + ">(?<s>[^\\s<>]{1,512})</",
            (text, at, found) -> Assignment.of(noun, text, at, found).isQuotedSecret(),
            Rule.Tail.NONE));
    rules.add(
        Rule.behind(
            noun,
            noun,
            name + "[ \\t]{1,4}(?:" + QUOTE + ")?(?<s>[^\\s\"'`\\\\<>-][^\\s\"'`\\\\<>]{2,512})",
            (text, at, found) -> Assignment.of(noun, text, at, found).isOptionsSecret(),
            Rule.Tail.BLANKLESS));
  }

  /** Whether members and variables of that name hold secrets. */
  static boolean isSecretName(String name) {
    for (String noun : NOUNS) {
      int at = name.toLowerCase(java.util.Locale.ROOT).lastIndexOf(noun);
      if (at >= 0 && at + noun.length() >= name.length() - 1) {
        boolean plural = at + noun.length() < name.length();
        return (!plural || name.endsWith("s") && !noun.equals("token") && !noun.equals("key"))
            && (!noun.equals("key") || Assignment.isOfSecretKind(name, at));
      }
    }
    return name.equalsIgnoreCase("authorization") || name.equalsIgnoreCase("cookie");
  }

  private static boolean isCredential(CharSequence text, int at, Matcher found) {
    String value = found.group("s");
    return switch (found.group("scheme").toLowerCase(java.util.Locale.ROOT)) {
      case "bearer", "basic", "token", "negotiate", "apikey", "api-key", "ntlm", "bot", "key" ->
          !Values.isPlaceholder(value);
      default -> Values.isOpaque(value);
    };
  }
}
