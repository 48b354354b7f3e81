package dev.agentpool.answer;

/** One text of the shared context (spec slot-pool 7.8). */
public record ContextEntry(String key, String value) {}
