package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Names a live session. */
public record SessionName(
    @JsonProperty(required = true) @JsonPropertyDescription("as in ap_0123456789ab")
        String sessionId) {}
