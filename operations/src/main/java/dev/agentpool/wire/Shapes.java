package dev.agentpool.wire;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON that every face speaks (docs/api.md). */
public final class Shapes {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Shapes() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  public static String text(Object node) {
    return MAPPER.writeValueAsString(node);
  }

  public static ArrayNode texts(List<String> texts) {
    ArrayNode array = array();
    texts.forEach(array::add);
    return array;
  }
}
