package dev.agentpool.knowledge.tool;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Texts as the tools show them. */
final class ToolText {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ToolText() {}

  /** JSON of two spaces, without one before a colon, in the order that is given. */
  static String json(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    write(text, value, "");
    return text.toString();
  }

  private static void write(StringBuilder text, @Nullable Object value, String indent) {
    switch (value) {
      case Map<?, ?> map when !map.isEmpty() -> {
        String before = "{\n" + indent + "  ";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          text.append(before).append(JSON.writeValueAsString(entry.getKey())).append(": ");
          write(text, entry.getValue(), indent + "  ");
          before = ",\n" + indent + "  ";
        }
        text.append('\n').append(indent).append('}');
      }
      case List<?> list when !list.isEmpty() -> {
        String before = "[\n" + indent + "  ";
        for (Object each : list) {
          text.append(before);
          write(text, each, indent + "  ");
          before = ",\n" + indent + "  ";
        }
        text.append('\n').append(indent).append(']');
      }
      case null, default -> text.append(JSON.writeValueAsString(value));
    }
  }

  /**
   * The beginning and the end of a text that is too long, in whole lines where there are any, with
   * what is left out said between them.
   */
  static String bounded(String text, int most) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= most) {
      return text;
    }
    int head = characters(bytes, most / 4);
    int tail = characters(bytes, bytes.length - most / 4 * 3);
    String before = new String(bytes, 0, head, StandardCharsets.UTF_8);
    String after = new String(bytes, tail, bytes.length - tail, StandardCharsets.UTF_8);
    before =
        before.substring(0, before.lastIndexOf('\n') + 1).isEmpty()
            ? before
            : before.substring(0, before.lastIndexOf('\n'));
    int line = after.indexOf('\n') + 1;
    after = line < after.length() ? after.substring(line) : after;
    int missing =
        bytes.length
            - before.getBytes(StandardCharsets.UTF_8).length
            - after.getBytes(StandardCharsets.UTF_8).length;
    return before + "\n[" + missing + " of " + bytes.length + " bytes are left out here]\n" + after;
  }

  /** The place, or the next one at which a character begins. */
  private static int characters(byte[] bytes, int at) {
    int place = at;
    while (place < bytes.length && (bytes[place] & 0xC0) == 0x80) {
      place++;
    }
    return place;
  }
}
