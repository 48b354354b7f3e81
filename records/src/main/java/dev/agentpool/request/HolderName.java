package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Names whoever left something. */
public record HolderName(
    @JsonProperty(required = true) @JsonPropertyDescription("the session's or task's id")
        String sessionId) {}
