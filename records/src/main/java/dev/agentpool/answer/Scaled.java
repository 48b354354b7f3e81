package dev.agentpool.answer;

/** How many slots there were, and are. */
public record Scaled(int previousSlots, int currentSlots) {}
