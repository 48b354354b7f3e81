package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Names a slot. */
public record SlotName(
    @JsonProperty(required = true) @JsonPropertyDescription("as in slot-0") String slotId) {}
