package dev.agentpool.ledger.codec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** JSON text from and to plain maps and lists. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  private Json() {}

  static String write(Object plain) {
    return MAPPER.writeValueAsString(plain);
  }

  static Map<String, @Nullable Object> readObject(String json) {
    return MAPPER.readValue(json, OBJECT);
  }

  static List<String> readTexts(String json) {
    return MAPPER.readValue(json, TEXTS);
  }

  static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  static String textOr(@Nullable Object value, String otherwise) {
    return value == null ? otherwise : value.toString();
  }

  static String need(@Nullable Object value, String what) {
    if (value == null) {
      throw new IllegalStateException("a stored record has no " + what);
    }
    return value.toString();
  }

  @SuppressWarnings("unchecked") // written by this package as an object
  static Map<String, @Nullable Object> object(@Nullable Object value) {
    return value == null ? Map.of() : (Map<String, @Nullable Object>) value;
  }

  static List<String> texts(@Nullable Object value) {
    return value instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }
}
