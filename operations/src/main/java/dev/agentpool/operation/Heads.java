package dev.agentpool.operation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Long texts among many tasks: each is told whole by the task itself, and by its head in a list.
 */
final class Heads {
  private static final int MOST = 8_192;

  private Heads() {}

  static String cut(String text) {
    if (text.length() <= MOST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MOST - 1)) ? MOST - 1 : MOST;
    return text.substring(0, end)
        + "\u2026 [cut in this list: it has "
        + text.length()
        + " characters; ask for the task by its id]";
  }

  /** The same of all texts in plain JSON. */
  static Object cut(Object plain) {
    return switch (plain) {
      case String text -> cut(text);
      case List<?> list -> list.stream().map(each -> each == null ? null : cut(each)).toList();
      case Map<?, ?> table -> {
        Map<Object, Object> cut = new LinkedHashMap<>();
        table.forEach((name, value) -> cut.put(name, value == null ? null : cut(value)));
        yield cut;
      }
      default -> plain;
    };
  }
}
