package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Reads the journal. */
public record JournalRequest(
    @JsonPropertyDescription("stay, and tell what comes") boolean follow,
    @JsonPropertyDescription("changes after this one; also the header Last-Event-ID")
        Optional<Long> after,
    Optional<Integer> limit) {}
