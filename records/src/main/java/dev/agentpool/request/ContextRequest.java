package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Sets an entry of the shared context. */
public record ContextRequest(
    @JsonProperty(required = true) String key,
    @JsonProperty(required = true)
        @JsonPropertyDescription("at most 65536 characters; all of a pool's context at most 262144")
        String value) {}
