package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;
import java.util.Optional;

/** Brings a pool to rest. */
public record DrainRequest(
    @JsonPropertyDescription("what still runs then is cancelled; a week when absent")
        Optional<Duration> deadline,
    @JsonPropertyDescription("cancels what has not begun too; else it waits for a resume")
        boolean cancelPending) {}
