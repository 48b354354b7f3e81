package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.math.BigDecimal;

/** Sets a pool's caps, in US dollars; null removes one, and what is absent stays. */
public record BudgetRequest(
    @JsonPropertyDescription("over the pool's whole life") Change<BigDecimal> poolUsd,
    @JsonPropertyDescription("over one UTC day") Change<BigDecimal> dayUsd,
    @JsonPropertyDescription("over all attempts of a task that names no cap of its own")
        Change<BigDecimal> taskUsd) {}
