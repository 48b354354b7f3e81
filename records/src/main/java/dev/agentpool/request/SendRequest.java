package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/**
 * Says something to a live session: an answer to what it asks, a word into its turn, or its next
 * turn.
 */
public record SendRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("as in ap_0123456789ab")
        String sessionId,
    @JsonProperty(required = true)
        @JsonPropertyDescription("what is said; empty takes the choice that a terminal marks")
        String message,
    @JsonPropertyDescription("whether it is sent off; true when absent") Optional<Boolean> submit,
    @JsonPropertyDescription("the same key is the same turn, or the same answer")
        Optional<String> idempotencyKey) {}
