package dev.agentpool.poolsocket;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a pool stands.
 *
 * @param uptime for how long it is served, as {@code 1m5s}
 * @param experts the pool's own, by name
 * @param counts of tasks, by the board's words; those that none has are left out
 */
public record PoolStatus(
    String pool,
    String state,
    String uptime,
    List<String> experts,
    Map<String, Integer> counts,
    List<Active> active) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * A task that is worked on.
   *
   * @param started for how long; empty when that is not known
   */
  public record Active(String id, String expert, String started) {}

  public PoolStatus {
    experts = List.copyOf(experts);
    counts = new LinkedHashMap<>(counts);
    active = List.copyOf(active);
  }

  JsonNode json() {
    ObjectNode node = JSON.createObjectNode();
    node.put("pool", pool).put("state", state).put("uptime", uptime);
    ArrayNode names = node.putArray("experts");
    experts.forEach(names::add);
    ObjectNode numbers = node.putObject("task_counts");
    counts.forEach(numbers::put);
    if (active.isEmpty()) {
      node.putNull("active_tasks");
      return node;
    }
    ArrayNode tasks = node.putArray("active_tasks");
    for (Active one : active) {
      ObjectNode task = tasks.addObject().put("id", one.id()).put("expert", one.expert());
      if (!one.started().isEmpty()) {
        task.put("started", one.started());
      }
    }
    return node;
  }

  static PoolStatus of(JsonNode node) {
    List<String> experts = new ArrayList<>();
    node.path("experts").forEach(name -> experts.add(name.asString("")));
    Map<String, Integer> counts = new LinkedHashMap<>();
    node.path("task_counts")
        .properties()
        .forEach(one -> counts.put(one.getKey(), one.getValue().asInt(0)));
    List<Active> active = new ArrayList<>();
    node.path("active_tasks")
        .forEach(task ->
            active.add(
                new Active(
                    task.path("id").asString(""),
                    task.path("expert").asString(""),
                    task.path("started").asString(""))));
    return new PoolStatus(
        node.path("pool").asString(""),
        node.path("state").asString(""),
        node.path("uptime").asString(""),
        experts,
        counts,
        active);
  }
}
