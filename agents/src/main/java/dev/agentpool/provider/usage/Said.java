package dev.agentpool.provider.usage;

import dev.agentpool.usage.Figure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Single values as strangers write them; what is none is null. */
final class Said {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Said() {}

  static @Nullable Double number(JsonNode node) {
    return node.isNumber() ? Double.valueOf(node.doubleValue()) : null;
  }

  static String text(JsonNode node, String otherwise) {
    return node.isString() ? node.asString() : otherwise;
  }

  /** ISO 8601 with or without a zone (then UTC), a date, seconds or milliseconds. */
  static @Nullable Instant time(JsonNode node) {
    if (node.isNumber()) {
      return Figure.epoch(node.doubleValue());
    }
    String said = text(node, "").strip();
    try {
      if (said.length() == 10) {
        return LocalDate.parse(said).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      return said.matches(".*(?:[Zz]|[+-]\\d\\d:?\\d\\d)")
          ? OffsetDateTime.parse(said.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2")).toInstant()
          : LocalDateTime.parse(said).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException noTime) {
      return null;
    }
  }

  /** Members of an object that are there, as plain values, each under another name. */
  static Map<String, Object> plain(JsonNode object, Map<String, String> names) {
    Map<String, Object> plain = new LinkedHashMap<>();
    names.forEach((theirs, ours) -> {
      JsonNode value = object.path(theirs);
      if (!value.isMissingNode() && !value.isNull()) {
        plain.put(ours, MAPPER.convertValue(value, Object.class));
      }
    });
    return plain;
  }
}
