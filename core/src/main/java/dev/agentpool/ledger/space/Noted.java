package dev.agentpool.ledger.space;

import java.time.Instant;

/**
 * A small thing as it is kept.
 *
 * @param at when it was put
 * @param version of this key, never the same again
 */
public record Noted<T>(String key, T value, Instant at, long version) {}
