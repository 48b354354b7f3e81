package dev.agentpool.session;

/**
 * How a session's process ended.
 *
 * @param how the last rung of the kill ladder that was needed, for people
 * @param leftOver processes that survived everything; 0 unless the machine refuses to end them
 */
public record EndOfSession(String how, int leftOver) {}
