package dev.agentpool.rest;

import dev.agentpool.wire.Shapes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A short way to write JSON schemas. A line {@code Name:} begins an object (with {@code !} before
 * the colon, one of which anything unknown is refused), indented lines are its members: {@code
 * name: type # meaning}, {@code name?:} for one that may be absent, {@code ...Name} for all members
 * of another object. {@code Name: type} names a type. Types are {@code text integer number boolean
 * object any null cost} (of which the last stands for three members), {@code "literal"}, {@code
 * [type]}, {@code {type}} (an object with values of that type), a name, and {@code |} between
 * alternatives.
 */
final class ShapeText {
  private final Map<String, ObjectNode> named = new LinkedHashMap<>();

  /** Adds the shapes of a text. Later ones may refer to earlier ones with {@code ...}. */
  void add(String text) {
    ObjectNode open = Shapes.object();
    for (String line : text.lines().toList()) {
      if (line.isBlank()) {
        continue;
      }
      if (line.startsWith(" ")) {
        member(open, line.strip());
      } else {
        int colon = line.indexOf(':');
        String name = line.substring(0, colon).replace("!", "");
        int comment = line.indexOf(" # ");
        String type = line.substring(colon + 1, comment < 0 ? line.length() : comment).strip();
        open = type.isEmpty() ? object() : type(type);
        if (comment >= 0) {
          open.put("description", line.substring(comment + 3).strip());
        }
        if (line.charAt(colon - 1) == '!') {
          open.put("additionalProperties", false);
        }
        named.put(name, open);
      }
    }
  }

  Map<String, ObjectNode> named() {
    return named;
  }

  private static ObjectNode object() {
    ObjectNode object = Shapes.object().put("type", "object");
    object.set("properties", Shapes.object());
    object.set("required", Shapes.array());
    return object;
  }

  void member(ObjectNode object, String line) {
    ObjectNode properties = (ObjectNode) object.get("properties");
    ArrayNode required = (ArrayNode) object.get("required");
    if (line.startsWith("...")) {
      ObjectNode other = named.get(line.substring(3));
      if (other == null) {
        throw new IllegalStateException("no shape of that name before this line: " + line);
      }
      other
          .get("properties")
          .properties()
          .forEach(property -> properties.set(property.getKey(), property.getValue()));
      other.get("required").forEach(required::add);
      return;
    }
    Member member = Member.read(line);
    if (member.type.equals("cost")) {
      cost(properties, required, member);
      return;
    }
    ObjectNode schema = type(member.type);
    if (!member.meaning.isEmpty()) {
      schema.put("description", member.meaning);
    }
    properties.set(member.name, schema);
    if (!member.optional) {
      required.add(member.name);
    }
  }

  /** What something cost, as {@link dev.agentpool.wire.CostShapes} writes it. */
  private static void cost(ObjectNode properties, ArrayNode required, Member member) {
    String meaning = member.meaning.isEmpty() ? "" : "; " + member.meaning;
    Map<String, ObjectNode> members = new LinkedHashMap<>();
    members.put(
        "_microdollars", type("integer").put("description", "what is certain of it" + meaning));
    members.put(
        "_known", type("boolean").put("description", "false: there are attempts nobody reported"));
    members.put(
        "_at_most_microdollars",
        type("integer|null").put("description", "the most it can have been"));
    members.forEach((end, schema) -> {
      properties.set(member.name + end, schema);
      if (!member.optional) {
        required.add(member.name + end);
      }
    });
  }

  /** A member of an object, or something that may stand in a query. */
  record Member(String name, boolean optional, String type, String meaning) {
    static Member read(String line) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon);
      int comment = line.indexOf(" # ");
      return new Member(
          name.replace("?", ""),
          name.endsWith("?"),
          line.substring(colon + 1, comment < 0 ? line.length() : comment).strip(),
          comment < 0 ? "" : line.substring(comment + 3).strip());
    }
  }

  static ObjectNode type(String text) {
    List<String> parts = alternatives(text);
    if (parts.stream().allMatch(part -> part.startsWith("\"") || part.equals("null"))
        && !text.equals("null")) {
      return literals(parts);
    }
    if (parts.size() == 1) {
      return single(text);
    }
    ArrayNode any = Shapes.array();
    parts.forEach(part -> any.add(single(part)));
    ObjectNode schema = Shapes.object();
    schema.set("anyOf", any);
    return schema;
  }

  private static ObjectNode literals(List<String> parts) {
    ArrayNode values = Shapes.array();
    for (String part : parts) {
      if (part.equals("null")) {
        values.addNull();
      } else {
        values.add(part.substring(1, part.length() - 1));
      }
    }
    ObjectNode schema = Shapes.object();
    schema.set("enum", values);
    return schema;
  }

  private static ObjectNode single(String text) {
    ObjectNode schema = Shapes.object();
    char first = text.charAt(0);
    String inner = text.substring(1, Math.max(1, text.length() - 1));
    if (first == '[') {
      schema.put("type", "array").set("items", type(inner));
    } else if (first == '{') {
      schema.put("type", "object").set("additionalProperties", type(inner));
    } else if (first == '"') {
      schema.put("const", inner);
    } else if (Character.isUpperCase(first)) {
      schema.put("$ref", "#/components/schemas/" + text);
    } else if (!text.equals("any")) {
      schema.put("type", text.equals("text") ? "string" : text);
    }
    return schema;
  }

  /** Splits at the bars that are in no bracket. */
  private static List<String> alternatives(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
      if (c == '|' && depth == 0) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(text.substring(start).strip());
    return parts;
  }
}
