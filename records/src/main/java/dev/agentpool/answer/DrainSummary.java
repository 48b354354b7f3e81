package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * How a pool stands after its drain (spec slot-pool 2.9).
 *
 * {@snippet :
 * DrainSummary summary = pool.drain(Duration.ofSeconds(30));
 * System.out.println(summary.totalTasksCompleted() + " tasks for " + summary.totalCost());
 * pool.resume();
 * }
 *
 * @param drained always
 * @param totalTasksCompleted in the pool's whole life
 * @param totalCost in its whole life
 * @param cancelled tasks that this drain cancelled
 * @param stillPending tasks that wait for a resume
 * @param timedOut whether something still ran at the deadline
 */
public record DrainSummary(
    boolean drained,
    long totalTasksCompleted,
    @JsonUnwrapped(prefix = "cost_") @JsonPropertyDescription("what the pool spent in its life")
        Cost cost,
    @JsonUnwrapped(prefix = "total_cost_") @JsonPropertyDescription("the same") Cost totalCost,
    long cancelled,
    long stillPending,
    boolean timedOut) {}
