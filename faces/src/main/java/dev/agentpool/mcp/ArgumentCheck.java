package dev.agentpool.mcp;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds arguments and answers against their schemas and says in plain words what is wrong. Keeps
 * compiled schemas; may be shared by sessions and threads.
 */
final class ArgumentCheck {
  private static final int MOST_COMPLAINTS = 5;
  private static final int MOST_SHOWN = 60;
  private final JsonMapper json = JsonMapper.builder().build();
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(Dialects.getDraft202012());
  private final Map<Map<String, Object>, Schema> compiled = new ConcurrentHashMap<>();

  /** What is wrong with the arguments of a call; empty when nothing is. */
  Optional<String> wrongArguments(McpTool tool, Map<String, Object> arguments) {
    List<String> wrong = new ArrayList<>(unknown(tool, arguments));
    for (Error error : schema(tool.inputSchema()).validate(json.valueToTree(arguments))) {
      boolean known = "additionalProperties".equals(error.getKeyword()) && atTop(error);
      if (!known && wrong.size() < MOST_COMPLAINTS) {
        wrong.add(words(error));
      }
    }
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(tool.name() + " cannot be called like this: " + String.join("; ", wrong));
  }

  /** Anything as JSON; throws JacksonException when it cannot be. */
  JsonNode json(Object value) {
    return json.valueToTree(value);
  }

  /** What is wrong with a structured answer; empty when nothing is. */
  Optional<String> wrongAnswer(Map<String, Object> outputSchema, JsonNode structured) {
    List<Error> errors = schema(outputSchema).validate(structured);
    return errors.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join(
                "; ", errors.stream().limit(MOST_COMPLAINTS).map(Error::toString).toList()));
  }

  private Schema schema(Map<String, Object> schema) {
    return compiled.computeIfAbsent(
        schema, text -> registry.getSchema(json.<JsonNode>valueToTree(text)));
  }

  private static List<String> unknown(McpTool tool, Map<String, Object> arguments) {
    Set<String> known =
        tool.inputSchema().get("properties") instanceof Map<?, ?> properties
            ? Set.copyOf(properties.keySet().stream().map(String::valueOf).toList())
            : Set.of();
    return arguments.keySet().stream()
        .filter(name -> !known.contains(name))
        .limit(MOST_COMPLAINTS)
        .map(name -> "it has no argument '" + name + "'" + Nearest.hint(name, sorted(known)))
        .toList();
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  private static boolean atTop(Error error) {
    return error.getInstanceLocation().getNameCount() == 0;
  }

  private static String words(Error error) {
    String where = error.getInstanceLocation().toString().replaceFirst("^/", "");
    String place = where.isEmpty() ? "" : "'" + where.replace('/', '.') + "' ";
    return switch (error.getKeyword()) {
      case "required" ->
          where.isEmpty()
              ? "the argument '" + error.getProperty() + "' is missing"
              : place + "lacks '" + error.getProperty() + "'";
      case "type" -> place + "is " + shown(error) + "; it must be " + types(error.getSchemaNode());
      case "enum" -> place + "is " + shown(error) + "; it must be one of " + choices(error);
      default -> place + error.getMessage();
    };
  }

  private static String shown(Error error) {
    String given = error.getInstanceNode().toString();
    return given.length() > MOST_SHOWN ? given.substring(0, MOST_SHOWN) + "…" : given;
  }

  private static String choices(Error error) {
    List<String> names = new ArrayList<>();
    error.getSchemaNode().forEach(choice -> names.add(choice.asString()));
    return String.join(", ", names);
  }

  private static String types(JsonNode types) {
    if (!types.isArray()) {
      return type(types.asString());
    }
    List<String> names = new ArrayList<>();
    types.forEach(one -> names.add(type(one.asString())));
    return String.join(" or ", names);
  }

  private static String type(String name) {
    return switch (name) {
      case "string" -> "a text";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "an object";
      default -> name;
    };
  }
}
