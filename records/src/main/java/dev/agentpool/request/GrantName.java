package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Names a grant. */
public record GrantName(
    @JsonProperty(required = true) @JsonPropertyDescription("as in grant-0123456789abcdef")
        String grantId) {}
