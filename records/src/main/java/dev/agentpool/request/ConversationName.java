package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Names a conversation that tasks share. */
public record ConversationName(
    @JsonProperty(required = true) @JsonPropertyDescription("what tasks call it: their session")
        String name) {}
