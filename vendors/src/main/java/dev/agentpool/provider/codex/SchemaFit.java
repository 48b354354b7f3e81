package dev.agentpool.provider.codex;

import dev.agentpool.protocol.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Whether an answer is the structured output that was asked for, as far as it is seen at once: an
 * object with all that the schema requires. The model is held to the rest by its API. Pure.
 */
final class SchemaFit {
  private SchemaFit() {}

  /** What is missing, for people; empty when it fits. */
  static String missing(String schema, String answer) {
    Optional<JsonNode> given = Json.whole(answer.strip());
    if (given.isEmpty()) {
      return "it is no JSON object";
    }
    for (JsonNode required : Json.whole(schema).orElseGet(Json::object).path("required")) {
      if (!given.get().has(required.asString(""))) {
        return "it has no " + required.asString("");
      }
    }
    return "";
  }
}
