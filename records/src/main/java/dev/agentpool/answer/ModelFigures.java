package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;

/**
 * What the tasks that one model did come to.
 *
 * @param totalCost the same as {@code cost}
 * @param averageCost spend over completed tasks; nothing without any
 */
public record ModelFigures(
    String model,
    @JsonPropertyDescription("those with a result") int taskCount,
    @JsonPropertyDescription("with those pending review") int completed,
    @JsonUnwrapped(prefix = "cost_") Cost cost,
    @JsonUnwrapped(prefix = "total_cost_") @JsonPropertyDescription("the same") Cost totalCost,
    @JsonUnwrapped(prefix = "avg_cost_")
        @JsonPropertyDescription("over completed tasks; 0 without any")
        Cost averageCost,
    @JsonProperty("avg_elapsed_ms") @JsonPropertyDescription("over completed tasks")
        Duration averageElapsed,
    int totalTurns) {}
