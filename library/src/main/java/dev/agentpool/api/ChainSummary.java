package dev.agentpool.api;

import dev.agentpool.task.TaskState;
import tools.jackson.databind.JsonNode;

/**
 * One of a pool's chains.
 *
 * {@snippet :
 * for (ChainSummary chain : pool.chains()) {
 *   System.out.println(chain.id() + " " + chain.state());
 * }
 * }
 */
public record ChainSummary(String id, TaskState state, int totalSteps, int completedSteps) {
  static ChainSummary of(JsonNode node) {
    return new ChainSummary(
        Answer.text(node, "chain_id"),
        TaskState.ofWireName(Answer.text(node, "status")),
        Answer.number(node, "total_steps"),
        Answer.number(node, "completed_steps"));
  }
}
