package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A daemon and its pools. */
public record Status(
    long pid,
    String version,
    @JsonPropertyDescription("which build of it; empty when it is none") String build,
    String node,
    Instant startedAt,
    String socket,
    @JsonPropertyDescription("how long the machine slept since then") Duration slept,
    @JsonPropertyDescription("\"workspace\" when they can stand here, else \"off: \" and why")
        String walls,
    @JsonPropertyDescription("secrets that were replaced since then, in all that is kept and sent")
        long redactions,
    @JsonPropertyDescription("how long what agents left is kept; null while config.toml is wrong")
        Optional<Clearing> retention,
    List<SessionAside> sessionsSetAside,
    List<PoolStanding> pools) {}
