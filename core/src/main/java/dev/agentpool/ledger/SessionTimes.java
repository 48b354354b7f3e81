package dev.agentpool.ledger;

import dev.agentpool.pool.PoolId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which live sessions are meant, by when they were opened.
 *
 * @param pool null for all
 * @param coordinator null for everybody's
 * @param from opened then or later
 * @param until opened before then
 * @param limit at least 0
 */
public record SessionTimes(
    @Nullable PoolId pool, @Nullable String coordinator, Instant from, Instant until, int limit) {}
