package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Asks for what waits for a slot. */
public record InboxRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("as in slot-0") String slotId,
    @JsonPropertyDescription("leave them there") boolean peek) {}
