package dev.agentpool.answer;

/** A live session after its turn was interrupted. */
public record Interrupted(boolean ok, String sessionId, String state) {}
