package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long what agents left is kept, and what of it was let go of since the daemon began.
 *
 * @param keep how long after its end
 * @param maxBytes of all together
 * @param lookedAt when it was looked for what may go; empty before the first time
 * @param clearedAt when something went last
 * @param cleared how many tasks and sessions
 */
public record Clearing(
    @JsonPropertyDescription("how long it is kept after its end") Duration keep,
    @JsonPropertyDescription("of all together") long maxBytes,
    @JsonPropertyDescription("when it was last looked for what may go") Optional<Instant> lookedAt,
    @JsonPropertyDescription("when something went last") Optional<Instant> clearedAt,
    @JsonPropertyDescription("tasks and sessions, since the daemon began") long cleared,
    long clearedBytes) {}
