package dev.agentpool.testkit.model;

import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A question that is to be answered in JSON of a given schema. */
final class SchemaQuestion {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private final JsonNode schema;

  SchemaQuestion(JsonNode schema) {
    this.schema = schema;
  }

  /** What it is about, told by the members it wants. */
  String purpose() {
    JsonNode members = schema.path("properties");
    if (members.has("model_choice") || members.has("complexity_score")) {
      return "router";
    }
    if (members.has("next_speaker")) {
      return "next-speaker";
    }
    return members.has("shouldBlock") ? "classifier" : "json";
  }

  /** The plainest answer: nothing is blocked, little is hard, and the user speaks next. */
  JsonNode answer() {
    return sample(schema);
  }

  private static JsonNode sample(JsonNode schema) {
    if (!schema.path("enum").isEmpty()) {
      for (JsonNode value : schema.path("enum")) {
        if (value.asString("").equals("user")) {
          return value;
        }
      }
      return schema.path("enum").get(0);
    }
    return switch (schema.path("type").asString("object").toLowerCase(Locale.ROOT)) {
      case "string" -> JSON.stringNode("scripted");
      case "integer", "number" -> JSON.numberNode(schema.path("minimum").asInt(1));
      case "boolean" -> JSON.booleanNode(false);
      case "array" -> JSON.arrayNode();
      default -> {
        ObjectNode object = JSON.objectNode();
        schema
            .path("properties")
            .properties()
            .forEach(member -> object.set(member.getKey(), sample(member.getValue())));
        yield object;
      }
    };
  }
}
