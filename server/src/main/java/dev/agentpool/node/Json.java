package dev.agentpool.node;

import tools.jackson.databind.json.JsonMapper;

/** Writes plain values as JSON text. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static String text(Object plain) {
    return MAPPER.writeValueAsString(plain);
  }
}
