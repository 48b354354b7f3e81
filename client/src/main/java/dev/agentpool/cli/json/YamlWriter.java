package dev.agentpool.cli.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a JSON value as YAML: blocks, a member a line. A text that could be read as something else
 * stands in quotes, with the escapes of JSON, which are YAML's too.
 */
public final class YamlWriter {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z_/][A-Za-z0-9_/.()-]*( [A-Za-z0-9_/.()-]+)*");
  private static final Set<String> WORDS =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf");
  private final StringBuilder text = new StringBuilder();

  private YamlWriter() {}

  /** A document, with its end of line; the mark of its beginning stands before it. */
  public static String write(Json value) {
    YamlWriter writer = new YamlWriter();
    writer.text.append("---");
    writer.below(value.value(), 0, "\n");
    return writer.text.toString();
  }

  /**
   * @param before what stands before a block; before what fits on the line there is a blank
   */
  private void below(@Nullable Object value, int depth, String before) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      text.append(before);
      members(map, depth, before.isEmpty());
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      text.append(before);
      items(list, depth, before.isEmpty());
    } else {
      text.append(before.isEmpty() ? "" : " ").append(scalar(value)).append('\n');
    }
  }

  private void members(Map<?, ?> map, int depth, boolean onLine) {
    boolean first = onLine;
    for (Map.Entry<?, ?> member : map.entrySet()) {
      text.append(first ? "" : "  ".repeat(depth)).append(string(String.valueOf(member.getKey())));
      text.append(':');
      below(member.getValue(), depth + 1, "\n");
      first = false;
    }
  }

  private void items(List<?> list, int depth, boolean onLine) {
    boolean first = onLine;
    for (Object item : list) {
      text.append(first ? "" : "  ".repeat(depth)).append("- ");
      below(item, depth + 1, "");
      first = false;
    }
  }

  private static String scalar(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String string -> string(string);
      case BigDecimal number -> number.toString();
      case Boolean flag -> flag.toString();
      case Map<?, ?> _ -> "{}";
      default -> "[]";
    };
  }

  private static String string(String string) {
    return PLAIN.matcher(string).matches() && !WORDS.contains(string.toLowerCase(Locale.ROOT))
        ? string
        : JsonWriter.write(string)
            .replace("\u2028", "\\u2028")
            .replace("\u2029", "\\u2029")
            .replace("\ufeff", "\\ufeff");
  }
}
