package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** A step of a watched chain is tried again. */
public record StepRetryEvent(@JsonUnwrapped StepEvent of, int attempt) {}
