package dev.agentpool.answer;

/** A watched pool is at rest, or its daemon stops. */
public record ShutdownEvent(String pool, String reason) {}
