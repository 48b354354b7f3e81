package dev.agentpool.mcp.tools;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Schemas of single values. An empty description is left out. */
final class Schema {
  static final Map<String, Object> TEXT = Map.of("type", "string");
  static final Map<String, Object> FLAG = Map.of("type", "boolean");
  static final Map<String, Object> WHOLE = Map.of("type", "integer");
  static final Map<String, Object> NUMBER = Map.of("type", "number");
  static final Map<String, Object> OBJECT = Map.of("type", "object");
  static final Map<String, Object> TEXT_OR_NULL = Map.of("type", List.of("string", "null"));
  static final Map<String, Object> WHOLE_OR_NULL = Map.of("type", List.of("integer", "null"));
  static final Map<String, Object> TEXTS = listOf(TEXT, "");
  static final Map<String, Object> OBJECTS = listOf(OBJECT, "");

  private Schema() {}

  static Map<String, Object> text(String description) {
    return described("string", description);
  }

  /** A text that must say something. */
  static Map<String, Object> name(String description) {
    Map<String, Object> schema = described("string", description);
    schema.put("minLength", 1);
    return schema;
  }

  static Map<String, Object> flag(String description) {
    return described("boolean", description);
  }

  static Map<String, Object> money(String description) {
    Map<String, Object> schema = described("number", description);
    schema.put("exclusiveMinimum", 0);
    return schema;
  }

  static Map<String, Object> whole(long least, long most, String description) {
    Map<String, Object> schema = described("integer", description);
    schema.put("minimum", least);
    if (most < Long.MAX_VALUE) {
      schema.put("maximum", most);
    }
    return schema;
  }

  static Map<String, Object> choice(String description, String... names) {
    return choice(description, Arrays.asList(names));
  }

  static Map<String, Object> choice(String description, List<String> names) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("enum", names);
    if (!description.isEmpty()) {
      schema.put("description", description);
    }
    return schema;
  }

  static Map<String, Object> texts(String description) {
    return listOf(TEXT, description);
  }

  /** One text, or several. */
  static Map<String, Object> textOrTexts(String description) {
    Map<String, Object> schema = listOf(TEXT, description);
    schema.put("type", List.of("array", "string"));
    return schema;
  }

  static Map<String, Object> listOf(Map<String, Object> element, String description) {
    Map<String, Object> schema = described("array", description);
    schema.put("items", element);
    return schema;
  }

  /** An object as the schema says, or a text that is not empty. */
  static Map<String, Object> orText(Map<String, Object> object) {
    Map<String, Object> schema = new LinkedHashMap<>(object);
    schema.put("type", List.of("object", "string"));
    schema.put("minLength", 1);
    return schema;
  }

  /** A list with at least one element. */
  static Map<String, Object> someOf(Map<String, Object> element, String description) {
    Map<String, Object> schema = listOf(element, description);
    schema.put("minItems", 1);
    return schema;
  }

  static Map<String, Object> table(String description) {
    return described("object", description);
  }

  static Map<String, Object> textTable(String description) {
    Map<String, Object> schema = described("object", description);
    schema.put("additionalProperties", TEXT);
    return schema;
  }

  private static Map<String, Object> described(String type, String description) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    if (!description.isEmpty()) {
      schema.put("description", description);
    }
    return schema;
  }
}
