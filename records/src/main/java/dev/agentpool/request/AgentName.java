package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Names an agent. */
public record AgentName(
    @JsonProperty(required = true)
        @JsonPropertyDescription("the name of its definition file, without .md")
        String agent) {}
