package dev.agentpool.provider.rpc;

import dev.agentpool.session.AgentEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Answers of which nothing shows yet that they arrived. What a tool brought shows that its
 * permission has, and the turn's end that all have. Thread-safe.
 */
final class Deliveries {
  private final Map<JsonNode, String> uses = new ConcurrentHashMap<>(); // of tools, by question
  private final Consumer<JsonNode> arrived;

  /**
   * @param arrived called once for each question whose answer has
   */
  Deliveries(Consumer<JsonNode> arrived) {
    this.arrived = arrived;
  }

  void expect(JsonNode question, String use) {
    uses.put(question, use);
  }

  void heard(Reading reading) {
    if (uses.isEmpty()) {
      return;
    }
    if (reading.ending() != null) {
      List.copyOf(uses.keySet()).forEach(this::arrive);
      return;
    }
    for (AgentEvent event : reading.events()) {
      if (event instanceof AgentEvent.ToolResult result) {
        uses.forEach((question, use) -> {
          if (use.equals(result.toolUseId())) {
            arrive(question);
          }
        });
      }
    }
  }

  private void arrive(JsonNode question) {
    if (uses.remove(question) != null) {
      arrived.accept(question);
    }
  }
}
