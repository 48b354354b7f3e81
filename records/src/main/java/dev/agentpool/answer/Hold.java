package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/**
 * A provider that a person lets start nothing, in no pool.
 *
 * @param provider {@code *} for all of them
 * @param by who said so
 */
public record Hold(
    @JsonPropertyDescription("* for all of them") String provider,
    @JsonPropertyDescription("who said so") String by,
    Instant since) {}
