package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;
import java.util.Optional;

/** What is to be cleared away. */
public record PruneRequest(
    @JsonPropertyDescription("of a worktree or clone: how long ago its task ended; usually a day")
        Optional<Duration> olderThan) {}
