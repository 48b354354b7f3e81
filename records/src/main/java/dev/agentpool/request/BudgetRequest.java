package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.math.BigDecimal;

/** Sets a pool's caps; null removes one, and what is absent stays. */
public record BudgetRequest(
    @JsonPropertyDescription("over the pool's whole life, in US dollars")
        Change<BigDecimal> poolUsd,
    @JsonPropertyDescription("over one UTC day, in US dollars") Change<BigDecimal> dayUsd,
    @JsonPropertyDescription("over all attempts of a task that names no cap of its own")
        Change<BigDecimal> taskUsd,
    @JsonPropertyDescription("over the pool's whole life") Change<Long> poolTokens,
    @JsonPropertyDescription("over one UTC day") Change<Long> dayTokens,
    @JsonPropertyDescription("over the pool's whole life") Change<Long> poolTurns,
    @JsonPropertyDescription("over one UTC day") Change<Long> dayTurns) {}
