package dev.agentpool.protocol;

import dev.agentpool.process.LineDigest;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as stream-json uses it: one object a line. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /**
   * The object on a line; empty when the line is something else, which a CLI may print at any time.
   */
  public static Optional<JsonNode> parse(String line) {
    try {
      return object(line);
    } catch (JacksonException notJson) {
      // or it nests too deeply, or has a number that is too long: then a shorter one tells as much
      return line.startsWith("{")
          ? LineDigest.of(line).flatMap(Json::objectOrNothing)
          : Optional.empty();
    }
  }

  /** A JSON object, whole or not at all: nothing is shortened so that it can be read. */
  public static Optional<JsonNode> whole(String text) {
    return objectOrNothing(text);
  }

  private static Optional<JsonNode> objectOrNothing(String line) {
    try {
      return object(line);
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> object(String line) {
    JsonNode node = MAPPER.readTree(line);
    return node.isObject() ? Optional.of(node) : Optional.empty();
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
