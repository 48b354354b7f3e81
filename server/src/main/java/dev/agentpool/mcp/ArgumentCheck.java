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
      default -> place + error.getMessage();
    };
  }
}
