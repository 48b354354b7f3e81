package dev.agentpool.engine;

import java.time.Instant;

/**
 * A review that is left to a person.
 *
 * @param by who escalated it: {@code user}, or what runs in a slot
 */
public record Escalation(String by, String why, Instant at) {}
