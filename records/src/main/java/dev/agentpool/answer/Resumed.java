package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A pool that works again. */
public record Resumed(
    @JsonPropertyDescription("false: it was not drained") boolean resumed,
    @JsonPropertyDescription("providers and projects that stood still and are tried at once")
        int retried) {}
