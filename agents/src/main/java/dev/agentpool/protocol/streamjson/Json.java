package dev.agentpool.protocol.streamjson;

import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as stream-json uses it: one object a line. */
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /**
   * The object on a line; empty when the line is something else, which a CLI may print at any time.
   */
  public static Optional<JsonNode> parse(String line) {
    try {
      JsonNode node = MAPPER.readTree(line);
      return node.isObject() ? Optional.of(node) : Optional.empty();
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  public static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  @SuppressWarnings("unchecked") // an object node converts to a map of plain values
  public static Map<String, Object> plain(JsonNode object) {
    return object.isObject() ? MAPPER.convertValue(object, Map.class) : Map.of();
  }

  public static JsonNode node(Object plain) {
    return MAPPER.valueToTree(plain);
  }

  /** The text at a member, or the other text when there is none. */
  public static String text(JsonNode object, String member, String otherwise) {
    JsonNode node = object.path(member);
    return node.isString() ? node.asString() : otherwise;
  }
}
