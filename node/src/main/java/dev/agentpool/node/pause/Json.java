package dev.agentpool.node.pause;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plain values as JSON text, and back. */
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /** Throws {@link tools.jackson.core.JacksonException} when it is none. */
  public static JsonNode tree(String json) {
    return MAPPER.readTree(json);
  }

  /** Throws {@link IllegalArgumentException} when it is another kind of JSON. */
  public static JsonNode object(String json) {
    JsonNode tree = tree(json);
    if (!tree.isObject()) {
      throw new IllegalArgumentException("it is no JSON object");
    }
    return tree;
  }

  /** An object's members as plain values. */
  @SuppressWarnings("unchecked") // an object is read as a map with texts for keys
  public static Map<String, Object> plain(JsonNode object) {
    return MAPPER.convertValue(object, Map.class);
  }

  public static String text(Object plain) {
    return MAPPER.writeValueAsString(plain);
  }
}
