package dev.agentpool.skill;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One pass over a skill's prompt. Each step takes one placeholder or one character. */
final class Template {
  private static final String DIRECTORY = "${CLAUDE_SKILL_DIR}";
  private static final String ARGUMENTS = "$ARGUMENTS";
  private static final int MAX_DIGITS = 6;

  private final String text;
  private final Map<String, String> values;
  private final List<String> positional;
  private final String directory;
  private final @Nullable Commands commands;
  private final StringBuilder out = new StringBuilder();
  private final int longestKey;
  private boolean sawArguments;
  private int at;

  /** Runs the command of an insert. */
  interface Commands {
    String output(String command);
  }

  Template(
      String text,
      Map<String, String> values,
      List<String> positional,
      String directory,
      @Nullable Commands commands) {
    this.text = text;
    this.values = values;
    this.positional = positional;
    this.directory = directory;
    this.commands = commands;
    this.longestKey = values.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  String fill() {
    while (at < text.length()) {
      boolean placeholder =
          switch (text.charAt(at)) {
            case '!' -> command();
            case '{' -> named();
            case '$' -> directory() || arguments() || index();
            default -> false;
          };
      if (!placeholder) {
        out.append(text.charAt(at++));
      }
    }
    return out.toString();
  }

  /** Whether {@code $ARGUMENTS} or {@code $0} is in the template. */
  boolean sawArguments() {
    return sawArguments;
  }

  private boolean command() {
    int end = text.startsWith("!`", at) ? text.indexOf('`', at + 2) : -1;
    return end > 0
        && commands != null
        && put(commands.output(text.substring(at + 2, end)), end + 1);
  }

  private boolean named() {
    int limit = Math.min(text.length(), at + longestKey + 2);
    int end = text.indexOf('}', at, limit);
    String value = end < 0 ? null : values.get(text.substring(at + 1, end));
    return value != null && put(value, end + 1);
  }

  private boolean directory() {
    return text.startsWith(DIRECTORY, at) && put(directory, at + DIRECTORY.length());
  }

  private boolean arguments() {
    int end = at + ARGUMENTS.length();
    if (!text.startsWith(ARGUMENTS, at) || isWord(end)) {
      return false;
    }
    sawArguments = true;
    int digits = text.startsWith("[", end) ? digitsEnd(end + 1) : end;
    if (digits > end + 1 && text.startsWith("]", digits)) {
      return positional(end + 1, digits, digits + 1);
    }
    return put(String.join(" ", positional), end);
  }

  private boolean index() {
    int end = digitsEnd(at + 1);
    if (end == at + 1) {
      return false;
    }
    sawArguments |= text.substring(at + 1, end).equals("0");
    return positional(at + 1, end, end);
  }

  /** A missing index leaves the whole placeholder as it is. */
  private boolean positional(int from, int to, int end) {
    boolean plain = to - from == 1 || text.charAt(from) != '0';
    int index = plain && to - from <= MAX_DIGITS ? Integer.parseInt(text, from, to, 10) : -1;
    boolean there = index >= 0 && index < positional.size();
    return put(there ? positional.get(index) : text.substring(at, end), end);
  }

  private boolean put(String value, int next) {
    out.append(value);
    at = next;
    return true;
  }

  private int digitsEnd(int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private boolean isWord(int index) {
    return index < text.length()
        && (Character.isLetterOrDigit(text.charAt(index)) || text.charAt(index) == '_');
  }
}
