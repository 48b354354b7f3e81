package dev.agentpool.paper;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the tools of expert pools show it: two spaces, no space before a colon. */
public final class PrettyJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PrettyJson() {}

  /** Of maps, lists, texts, numbers and booleans, in their order. */
  public static String of(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    write(text, value, "");
    return text.toString();
  }

  private static void write(StringBuilder text, @Nullable Object value, String indent) {
    String inner = indent + "  ";
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      String before = "{\n";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        text.append(before).append(inner);
        text.append(JSON.writeValueAsString(String.valueOf(entry.getKey()))).append(": ");
        write(text, entry.getValue(), inner);
        before = ",\n";
      }
      text.append('\n').append(indent).append('}');
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      String before = "[\n";
      for (Object each : list) {
        text.append(before).append(inner);
        write(text, each, inner);
        before = ",\n";
      }
      text.append('\n').append(indent).append(']');
    } else {
      text.append(
          value instanceof Map<?, ?>
              ? "{}"
              : value instanceof List<?> ? "[]" : JSON.writeValueAsString(value));
    }
  }
}
