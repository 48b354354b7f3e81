package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** A watched chain has ended. */
public record ChainEndEvent(
    String chainId,
    int totalSteps,
    @JsonUnwrapped(prefix = "cost_") @JsonPropertyDescription("of all attempts of all steps")
        Cost cost,
    @JsonUnwrapped(prefix = "total_cost_") @JsonPropertyDescription("the same") Cost totalCost,
    boolean success) {}
