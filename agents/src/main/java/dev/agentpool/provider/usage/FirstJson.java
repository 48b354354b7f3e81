package dev.agentpool.provider.usage;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON in the output of a program that says other things too. */
final class FirstJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** So many places where one may begin are tried: a text of brackets is no JSON. */
  private static final int MOST_TRIED = 50;

  private FirstJson() {}

  /** The first object or list that is whole. */
  static Optional<JsonNode> in(String text) {
    int tried = 0;
    for (int at = 0; at < text.length() && tried < MOST_TRIED; at++) {
      char c = text.charAt(at);
      if (c == '{' || c == '[') {
        tried++;
        try {
          JsonNode node = MAPPER.readTree(text.substring(at));
          if (node.isObject() || node.isArray() && (node.isEmpty() || node.get(0).isObject())) {
            return Optional.of(node);
          }
        } catch (JacksonException noise) {
          // it may begin further on
        }
      }
    }
    return Optional.empty();
  }
}
