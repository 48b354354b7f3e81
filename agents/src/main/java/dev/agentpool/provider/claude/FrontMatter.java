package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The front matter of a skill, command or agent of Claude Code, cut down to what is only text. Kept
 * are the keys of a list, and of those only simple values, written anew: whatever else stands there
 * (tools that would be allowed, hooks, servers, permission modes) does not come through, however it
 * is written. Nor does a body that the CLI would take for front matter, when it reads dashes, white
 * space or marks of byte order in another way than we do: such dashes become the other rule of
 * Markdown, {@code ***}.
 */
record FrontMatter(Map<String, Object> kept, List<String> left, String body) {
  private static final Set<String> HARMLESS =
      Set.of(
          "name",
          "description",
          "when_to_use",
          "argument-hint",
          "arguments",
          "model",
          "effort",
          "tools",
          "disallowed-tools",
          "disallowedTools",
          "color",
          "user-invocable",
          "disable-model-invocation",
          "context",
          "agent",
          "paths",
          "version",
          "license",
          "skills",
          "maxTurns");
  private static final Pattern OPENING =
      Pattern.compile("\\A([\\s\\p{Z}\\p{C}]*)-{3}", Pattern.UNICODE_CHARACTER_CLASS);
  private static final String RULE = "***";
  private static final Pattern KEY = Pattern.compile("([A-Za-z_-]+)\\s*:(?:\\s+(.*))?");
  private static final Pattern ITEM = Pattern.compile("\\s*-\\s+(.*)");

  static FrontMatter of(String text) {
    String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
    List<String> lines = plain.lines().toList();
    if (lines.isEmpty() || !lines.getFirst().strip().equals("---")) {
      String body = closed(plain);
      return new FrontMatter(Map.of(), body.equals(plain) ? List.of() : List.of(RULE), body);
    }
    int end = 1;
    while (end < lines.size() && !lines.get(end).strip().equals("---")) {
      end++;
    }
    Map<String, Object> kept = new LinkedHashMap<>();
    List<String> left = new ArrayList<>();
    int at = 1;
    while (at < end) {
      at = entry(lines, at, end, kept, left);
    }
    String body = String.join("\n", lines.subList(Math.min(end + 1, lines.size()), lines.size()));
    return new FrontMatter(kept, left, closed(body));
  }

  private static String closed(String body) {
    return OPENING.matcher(body).replaceFirst("$1" + Matcher.quoteReplacement(RULE));
  }

  private static int entry(
      List<String> lines, int start, int end, Map<String, Object> kept, List<String> left) {
    Matcher key = KEY.matcher(lines.get(start));
    int next = start + 1;
    while (next < end && isContinued(lines.get(next))) {
      next++;
    }
    if (!key.matches() || !HARMLESS.contains(key.group(1))) {
      if (!lines.get(start).isBlank() && !lines.get(start).startsWith("#")) {
        left.add(key.matches() ? key.group(1) : lines.get(start).strip());
      }
      return next;
    }
    String first = key.group(2) == null ? "" : key.group(2).strip();
    kept.put(key.group(1), value(first, lines.subList(start + 1, next)));
    return next;
  }

  private static boolean isContinued(String line) {
    return line.isBlank() || line.startsWith(" ") || line.startsWith("\t") || line.startsWith("-");
  }

  private static Object value(String first, List<String> more) {
    boolean isList = first.isEmpty() && more.stream().anyMatch(line -> !line.isBlank());
    if (isList && more.stream().allMatch(line -> line.isBlank() || ITEM.matcher(line).matches())) {
      return more.stream()
          .filter(line -> !line.isBlank())
          .map(line -> unquoted(ITEM.matcher(line).replaceFirst("$1")))
          .toList();
    }
    if (first.startsWith("[") && first.endsWith("]")) {
      return Stream.of(first.substring(1, first.length() - 1).split(","))
          .map(FrontMatter::unquoted)
          .filter(item -> !item.isEmpty())
          .toList();
    }
    if (first.equals("true") || first.equals("false")) {
      return Boolean.valueOf(first);
    }
    String folded = first.matches("[|>][+-]?") ? "" : first;
    for (String line : more) {
      folded = (folded + " " + line.strip()).strip();
    }
    return unquoted(folded);
  }

  private static String unquoted(String text) {
    String bare = text.strip();
    boolean quoted =
        bare.length() >= 2
            && (bare.charAt(0) == '"' || bare.charAt(0) == '\'')
            && bare.charAt(bare.length() - 1) == bare.charAt(0);
    return quoted ? bare.substring(1, bare.length() - 1) : bare;
  }

  /** Whether something stands there that does not come through. */
  boolean hasHarm() {
    return !left.isEmpty();
  }

  /** The file again, without it. */
  String harmless() {
    if (kept.isEmpty()) {
      return body;
    }
    StringBuilder text = new StringBuilder("---\n");
    kept.forEach(
        (key, value) -> text.append(key).append(": ").append(Json.text(value)).append('\n'));
    return text.append("---\n").append(body).toString();
  }
}
