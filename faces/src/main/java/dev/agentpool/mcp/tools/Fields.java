package dev.agentpool.mcp.tools;

import dev.agentpool.answer.Json;
import dev.agentpool.operation.Schemas;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The members of a JSON object and their schemas, in the order to show them. Immutable. */
final class Fields {
  static final Fields NONE = new Fields(Map.of(), List.of());
  private final Map<String, Map<String, Object>> schemas;
  private final List<String> needed;

  private Fields(Map<String, Map<String, Object>> schemas, List<String> needed) {
    this.schemas = schemas;
    this.needed = needed;
  }

  /** Those of a request's record. */
  static Fields request(Class<? extends Record> request) {
    return of(Schemas.request(request));
  }

  /** Those of an answer's record; what lists and objects hold is not said, for it costs tokens. */
  static Fields answer(Class<?> answer) {
    ObjectNode schema = Schemas.answer(answer).deepCopy();
    for (JsonNode member : schema.path("properties")) {
      ((ObjectNode) member).remove(List.of("properties", "required", "additionalProperties"));
      if (member.path("items") instanceof ObjectNode element && element.has("properties")) {
        element.removeAll().put("type", "object");
      }
    }
    return of(schema);
  }

  private static Fields of(ObjectNode schema) {
    Map<String, Map<String, Object>> members = new LinkedHashMap<>();
    schema
        .path("properties")
        .properties()
        .forEach(member -> members.put(member.getKey(), plain(member.getValue())));
    List<String> needed = new ArrayList<>();
    schema.path("required").forEach(name -> needed.add(name.asString()));
    return new Fields(members, needed);
  }

  private static Map<String, Object> plain(JsonNode schema) {
    return Json.ANSWERS.convertValue(schema, new TypeReference<LinkedHashMap<String, Object>>() {});
  }

  /** With a member that must be there. */
  Fields need(String name, Map<String, Object> schema) {
    List<String> more = new ArrayList<>(needed);
    more.add(name);
    return new Fields(with(name, schema), more);
  }

  /** With a member that may be there. */
  Fields may(String name, Map<String, Object> schema) {
    return new Fields(with(name, schema), needed);
  }

  /** With what something cost, as {@link dev.agentpool.wire.CostShapes} writes it. */
  Fields cost(String what) {
    return may(what + "_microdollars", Schema.WHOLE)
        .may(what + "_known", Schema.FLAG)
        .may(what + "_at_most_microdollars", Schema.WHOLE_OR_NULL);
  }

  /** With the members of others behind these. */
  Fields and(Fields more) {
    Map<String, Map<String, Object>> all = new LinkedHashMap<>(schemas);
    all.putAll(more.schemas);
    List<String> need = new ArrayList<>(needed);
    need.addAll(more.needed);
    return new Fields(all, need);
  }

  /** The same, of which none must be there. */
  Fields optional() {
    return new Fields(schemas, List.of());
  }

  /** The same, of which only this one must be there. */
  Fields needing(String name) {
    return new Fields(schemas, List.of(name));
  }

  /** Only these members, in this order. */
  Fields only(List<String> names) {
    Map<String, Map<String, Object>> some = new LinkedHashMap<>();
    for (String name : names) {
      Map<String, Object> schema = schemas.get(name);
      if (schema == null) {
        throw new IllegalArgumentException("there is no member '" + name + "'");
      }
      some.put(name, schema);
    }
    return new Fields(some, needed.stream().filter(names::contains).toList());
  }

  private Map<String, Map<String, Object>> with(String name, Map<String, Object> schema) {
    Map<String, Map<String, Object>> more = new LinkedHashMap<>(schemas);
    if (more.put(name, schema) != null) {
      throw new IllegalArgumentException("'" + name + "' is there twice");
    }
    return more;
  }

  /** As a JSON Schema that says nothing of further members. */
  Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", schemas);
    if (!needed.isEmpty()) {
      schema.put("required", needed);
    }
    return schema;
  }

  /** The same, and further members are wrong. */
  Map<String, Object> strictSchema() {
    Map<String, Object> schema = schema();
    schema.put("additionalProperties", false);
    return schema;
  }
}
