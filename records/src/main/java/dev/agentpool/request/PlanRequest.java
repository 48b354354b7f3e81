package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Submits tasks that wait for each other. */
public record PlanRequest(
    @JsonProperty(required = true) List<PlanTask> tasks,
    @JsonPropertyDescription("the most that all of them may cost")
        Optional<BigDecimal> planBudgetUsd,
    @JsonPropertyDescription("the most tokens that all of them may take")
        Optional<Long> planBudgetTokens,
    @JsonPropertyDescription("the most turns that all of them may take")
        Optional<Long> planBudgetTurns,
    @JsonPropertyDescription("the same key gives the same tasks again")
        Optional<String> idempotencyKey) {}
