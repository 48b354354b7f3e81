package dev.agentpool.api;

import dev.agentpool.task.TaskState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * How a wait for several tasks ended.
 *
 * {@snippet :
 * TaskHandle task = pool.submit("Say one.");
 * Waited waited = pool.await(List.of(task.id()), WaitMode.all(), Duration.ofMinutes(5));
 * System.out.println(task.id() + " is " + waited.states().get(task.id()));
 * }
 *
 * @param satisfied false when the time was over first
 * @param states of all tasks then, in the order of the call
 */
public record Waited(boolean satisfied, Map<String, TaskState> states) {
  /** Keeps a copy of the table. */
  public Waited {
    states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
  }

  static Waited of(JsonNode node) {
    Map<String, TaskState> states = new LinkedHashMap<>();
    for (JsonNode task : node.path("tasks")) {
      states.put(Answer.text(task, "id"), TaskState.ofWireName(Answer.text(task, "state")));
    }
    return new Waited(Answer.flag(node, "satisfied"), states);
  }
}
