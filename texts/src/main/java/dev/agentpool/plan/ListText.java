package dev.agentpool.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a list out of one text: a JSON list, else lines, else what stands between commas. */
final class ListText {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ListText() {}

  /** Blank elements are left out. Throws {@link InvalidPlan} for brackets that hold no JSON. */
  static List<String> read(String text) {
    String stripped = text.strip();
    Stream<String> elements =
        stripped.startsWith("[") && stripped.endsWith("]")
            ? json(stripped).stream()
            : Stream.of(stripped.split(stripped.contains("\n") ? "\\R" : ",", -1));
    return elements.map(String::strip).filter(element -> !element.isEmpty()).toList();
  }

  private static List<String> json(String text) {
    List<String> elements = new ArrayList<>();
    try {
      for (JsonNode node : MAPPER.readTree(text)) {
        elements.add(node.isString() ? node.stringValue() : node.toString());
      }
    } catch (JacksonException notJson) {
      throw new InvalidPlan(
          "stands in brackets but is no JSON list; write [\"a\", \"b\"], or a line for each",
          notJson);
    }
    return elements;
  }
}
