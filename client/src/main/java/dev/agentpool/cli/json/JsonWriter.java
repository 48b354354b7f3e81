package dev.agentpool.cli.json;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON text. */
final class JsonWriter {
  private static final String HEX = "0123456789abcdef";

  private JsonWriter() {}

  static String write(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    write(text, value);
    return text.toString();
  }

  private static void write(StringBuilder text, @Nullable Object value) {
    switch (value) {
      case null -> text.append("null");
      case Json json -> write(text, json.value());
      case JsonObject object -> object(text, object.members());
      case Map<?, ?> map -> object(text, map);
      case Iterable<?> items -> list(text, items);
      case String string -> string(text, string);
      case BigDecimal number -> text.append(number.toString());
      case Number number -> text.append(number);
      case Boolean flag -> text.append(flag.booleanValue());
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }

  private static void object(StringBuilder text, Map<?, ?> members) {
    String separator = "{";
    for (Map.Entry<?, ?> member : members.entrySet()) {
      text.append(separator);
      string(text, String.valueOf(member.getKey()));
      text.append(':');
      write(text, member.getValue());
      separator = ",";
    }
    text.append(members.isEmpty() ? "{}" : "}");
  }

  private static void list(StringBuilder text, Iterable<?> items) {
    text.append('[');
    String separator = "";
    for (Object item : items) {
      text.append(separator);
      write(text, item);
      separator = ",";
    }
    text.append(']');
  }

  private static void string(StringBuilder text, String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < 0x20 || (c >= 0x7f && c < 0xa0)) {
            text.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
