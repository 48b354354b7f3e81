package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Trusts what a project's own files run, as it was looked at. */
public record TrustRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("the hash that was looked at")
        String content) {}
