package dev.agentpool.paper;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes a text with a header: fields in the order they are given, then the body. */
public final class HeaderText {
  private static final Pattern PLAIN =
      Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_./@+-]*(?: [\\p{L}\\p{N}_./@+-]+)*");
  private static final Pattern DIGITS_FIRST = Pattern.compile("\\p{Nd}[\\p{L}\\p{N}_-]*");
  private static final Pattern LIKE_NUMBER =
      Pattern.compile("[0-9][0-9a-fA-FxXoO_.:eE+-]*|[0-9].*[Tt][0-9].*");
  private static final Set<String> WORDS_OF_YAML =
      Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

  private final StringBuilder out = new StringBuilder("---\n");

  public HeaderText put(String key, String value) {
    out.append(key).append(": ").append(scalar(value)).append('\n');
    return this;
  }

  /** A value that YAML reads as it stands there: a time, a number. */
  public HeaderText plain(String key, String value) {
    out.append(key).append(": ").append(value).append('\n');
    return this;
  }

  /** Nothing when there are none. */
  public HeaderText list(String key, List<String> values) {
    if (!values.isEmpty()) {
      out.append(key).append(":\n");
      values.forEach(value -> out.append("    - ").append(scalar(value)).append('\n'));
    }
    return this;
  }

  /** The text, with a blank line before the body when there is one. */
  public String with(String body) {
    out.append("---\n");
    if (!body.isEmpty()) {
      out.append('\n').append(body).append('\n');
    }
    return out.toString();
  }

  static String scalar(String value) {
    boolean plain =
        (PLAIN.matcher(value).matches() && !WORDS_OF_YAML.contains(value.toLowerCase(Locale.ROOT)))
            || (DIGITS_FIRST.matcher(value).matches() && !LIKE_NUMBER.matcher(value).matches());
    return plain ? value : quoted(value);
  }

  private static String quoted(String value) {
    StringBuilder text = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(point -> {
          switch (point) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\t' -> text.append("\\t");
            case '\r' -> text.append("\\r");
            default -> {
              if (point >= ' ' && point < 0x7f) {
                text.append((char) point);
              } else if (isLetter(point)) {
                text.appendCodePoint(point);
              } else {
                text.append(String.format(point <= 0xFFFF ? "\\u%04x" : "\\U%08x", point));
              }
            }
          }
        });
    return text.append('"').toString();
  }

  private static boolean isLetter(int point) {
    return Character.isLetterOrDigit(point);
  }
}
