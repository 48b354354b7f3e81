package dev.agentpool.wire;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Long texts among many tasks: each is told whole by the task itself, and by its head in a list.
 */
final class LongTexts {
  private static final int MOST = 8_192;

  private LongTexts() {}

  static void cut(ObjectNode node) {
    List<String> names = new ArrayList<>(node.propertyNames());
    for (String name : names) {
      JsonNode value = node.get(name);
      if (value.isString() && value.asString().length() > MOST) {
        node.put(name, cut(value.asString()));
      } else if (value instanceof ObjectNode inner) {
        cut(inner);
      } else if (value instanceof ArrayNode list) {
        list.forEach(item -> {
          if (item instanceof ObjectNode inner) {
            cut(inner);
          }
        });
      }
    }
  }

  private static String cut(String text) {
    int end = Character.isHighSurrogate(text.charAt(MOST - 1)) ? MOST - 1 : MOST;
    return text.substring(0, end)
        + "\u2026 [cut in this list: it has "
        + text.length()
        + " characters; ask for the task by its id]";
  }
}
