package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Takes over what a former control plane left. */
public record ImportRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("its folder, absolute") String from,
    @JsonPropertyDescription("look only") boolean dryRun) {}
