package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** The agent of a watched chain's step said something. */
public record StepOutputEvent(@JsonUnwrapped StepEvent of, String chunk) {}
