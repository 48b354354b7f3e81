package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Optional;

/** Submits a task. */
public record TaskRequest(
    @JsonProperty(required = true)
        @JsonPropertyDescription("what the agent is to do; it knows nothing else")
        String prompt,
    @JsonUnwrapped TaskChoices how,
    @JsonPropertyDescription(
            "the same key gives the same task again; also the header Idempotency-Key")
        Optional<String> idempotencyKey) {}
