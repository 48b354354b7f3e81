package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import java.util.Optional;

/** Says who a slot is. What is absent stays as it was; an empty text goes back to the file's. */
public record SlotRequest(
    @JsonProperty(required = true) String slotId,
    Optional<String> name,
    Optional<String> role,
    Optional<String> description,
    @JsonPropertyDescription("lie over the file's for this slot")
        Optional<Map<String, Object>> settings) {}
