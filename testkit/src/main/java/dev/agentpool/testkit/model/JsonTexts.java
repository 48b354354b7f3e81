package dev.agentpool.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The texts in a message's content, which is one string or a list of typed parts. */
final class JsonTexts {
  private JsonTexts() {}

  static List<String> of(JsonNode content, String... types) {
    if (content.isString()) {
      return List.of(content.asString());
    }
    Set<String> wanted = Set.of(types);
    List<String> texts = new ArrayList<>();
    for (JsonNode part : content) {
      if (wanted.contains(part.path("type").asString(""))) {
        texts.add(part.path("text").asString(""));
      }
    }
    return texts;
  }
}
