package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** A step of a watched chain has ended, or was skipped. */
public record StepCompleteEvent(
    @JsonUnwrapped StepEvent of,
    boolean success,
    @JsonUnwrapped(prefix = "cost_") Cost cost,
    int retriesUsed,
    boolean skipped) {}
