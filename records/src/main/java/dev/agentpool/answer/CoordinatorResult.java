package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;

/** What a coordinator brought. */
public record CoordinatorResult(
    String taskId,
    boolean success,
    String output,
    @JsonPropertyDescription("of the coordinator itself") BigDecimal costUsd,
    int tasksCompleted,
    BigDecimal durationSecs,
    @JsonPropertyDescription("0 done, 1 failed, 2 out of time") int exitCode,
    @JsonUnwrapped(prefix = "cost_") Cost cost) {}
