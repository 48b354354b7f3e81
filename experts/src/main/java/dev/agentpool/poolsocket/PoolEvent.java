package dev.agentpool.poolsocket;

import dev.agentpool.paper.Rfc3339;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that happened in a pool, as subscribers are told it (spec expert-pool 21.3).
 *
 * @param data by name: texts, numbers, flags, lists of texts
 */
public record PoolEvent(String type, Instant timestamp, Map<String, Object> data) {
  public static final String ROUTED = "task.routed";
  public static final String SPAWNING = "expert.spawning";
  public static final String COMPLETED = "expert.completed";
  public static final String FAILED = "expert.failed";
  public static final String CANCELLED = "task.cancelled";
  public static final String UNBLOCKED = "task.unblocked";
  public static final String CURATION = "curation.triggered";
  public static final String RELOADED = "config.reloaded";

  /** Told to a subscriber that was too slow: how many it was not told of. Ours. */
  public static final String MISSED = "events.missed";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public PoolEvent {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /** On one line, without its end. */
  public String line() {
    ObjectNode node = JSON.createObjectNode();
    node.put("type", type).put("timestamp", Rfc3339.text(timestamp));
    node.set("data", JSON.valueToTree(data));
    return JSON.writeValueAsString(node);
  }

  /** Empty when a line is no event. */
  public static Optional<PoolEvent> parse(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      if (!node.path("type").isString()) {
        return Optional.empty();
      }
      Map<String, Object> data = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> one : node.path("data").properties()) {
        data.put(one.getKey(), JSON.treeToValue(one.getValue(), Object.class));
      }
      data.values().removeIf(value -> value == null);
      Instant time = Rfc3339.parse(node.path("timestamp").asString("")).orElse(Rfc3339.NEVER);
      return Optional.of(new PoolEvent(node.path("type").stringValue(), time, data));
    } catch (JacksonException noJson) {
      return Optional.empty();
    }
  }

  /** A value of it as a text; empty when it has none of that name. */
  public String text(String name) {
    Object value = data.get(name);
    return value == null ? "" : value.toString();
  }
}
