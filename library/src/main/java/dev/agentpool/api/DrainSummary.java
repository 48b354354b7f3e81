package dev.agentpool.api;

import dev.agentpool.answer.Cost;
import tools.jackson.databind.JsonNode;

/**
 * How a pool stands after its drain (spec slot-pool 2.9).
 *
 * {@snippet :
 * DrainSummary summary = pool.drain(Duration.ofSeconds(30));
 * System.out.println(summary.totalTasksCompleted() + " tasks for " + summary.totalCost());
 * pool.resume();
 * }
 *
 * @param totalTasksCompleted in the pool's whole life
 * @param totalCost in its whole life
 * @param cancelled tasks that this drain cancelled
 * @param timedOut whether something still ran at the deadline
 */
public record DrainSummary(
    long totalTasksCompleted, Cost totalCost, long cancelled, boolean timedOut) {
  static DrainSummary of(JsonNode node) {
    return new DrainSummary(
        Answer.longNumber(node, "total_tasks_completed"),
        Answer.cost(node, "total_cost"),
        Answer.longNumber(node, "cancelled"),
        Answer.flag(node, "timed_out"));
  }
}
