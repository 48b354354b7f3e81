package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Sends a message. */
public record MessageRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("who sends") String from,
    @JsonProperty(required = true) @JsonPropertyDescription("the slot's id") String to,
    @JsonProperty(required = true) @JsonPropertyDescription("told to the agent with its next task")
        String content,
    @JsonPropertyDescription("AGENTPOOL_SLOT_TOKEN of the slot that sends")
        Optional<String> token) {}
