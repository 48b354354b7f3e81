package dev.agentpool.testkit.model;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which requests are no step of a conversation: those that want JSON, by which the client asks
 * which model to take and who speaks next. The answer follows the schema that they bring.
 */
final class GeminiSideCalls {
  private final JsonMapper json;

  GeminiSideCalls(JsonMapper json) {
    this.json = json;
  }

  Optional<SideCall> of(JsonNode body) {
    JsonNode config = body.path("generationConfig");
    if (!config.path("responseMimeType").asString("").equals("application/json")) {
      return Optional.empty();
    }
    JsonNode schema =
        config.has("responseJsonSchema")
            ? config.path("responseJsonSchema")
            : config.path("responseSchema");
    JsonNode members = schema.path("properties");
    String purpose =
        members.has("model_choice") || members.has("complexity_score")
            ? "router"
            : members.has("next_speaker") ? "next-speaker" : "json";
    return Optional.of(new SideCall(purpose, sample(schema).toString()));
  }

  /** The plainest value that a schema allows; the user speaks next, so that a turn ends. */
  private JsonNode sample(JsonNode schema) {
    if (schema.path("enum").isArray() && !schema.path("enum").isEmpty()) {
      for (JsonNode value : schema.path("enum")) {
        if (value.asString("").equals("user")) {
          return value;
        }
      }
      return schema.path("enum").get(0);
    }
    return switch (schema.path("type").asString("object").toLowerCase(java.util.Locale.ROOT)) {
      case "string" -> json.getNodeFactory().stringNode("scripted");
      case "integer", "number" -> json.getNodeFactory().numberNode(schema.path("minimum").asInt(1));
      case "boolean" -> json.getNodeFactory().booleanNode(false);
      case "array" -> json.createArrayNode();
      default -> {
        ObjectNode object = json.createObjectNode();
        schema
            .path("properties")
            .properties()
            .forEach(member -> object.set(member.getKey(), sample(member.getValue())));
        yield object;
      }
    };
  }
}
