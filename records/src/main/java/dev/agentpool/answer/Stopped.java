package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;
import java.util.List;

/** How a daemon came to its end. */
public record Stopped(
    Duration waited,
    int finished,
    int interrupted,
    int leftRunning,
    int sessionsEnded,
    int processesLeft,
    @JsonPropertyDescription("of processes that could not be ended") List<Long> pidsLeft) {}
