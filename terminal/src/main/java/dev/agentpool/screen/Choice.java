package dev.agentpool.screen;

/**
 * Something that a menu offers.
 *
 * @param key that takes it
 */
public record Choice(String key, String label) {}
