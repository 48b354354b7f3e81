package dev.agentpool.answer;

import java.time.Instant;

/** A session that a daemon could not take over. */
public record SessionAside(String folder, Instant at, String why) {}
