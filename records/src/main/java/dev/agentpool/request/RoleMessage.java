package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;

/** A message of MCP to the tools of an expert or a role. */
public record RoleMessage(
    @JsonProperty(required = true) @JsonPropertyDescription("an expert, or a role of the pool")
        String role,
    @JsonProperty(required = true) @JsonPropertyDescription("a JSON-RPC message")
        Map<String, Object> message) {}
