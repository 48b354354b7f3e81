package dev.agentpool.answer;

/**
 * A picture of figures that was written.
 *
 * @param bytes how large the file is
 */
public record StatsCard(
    String path, int bytes, int width, int height, Stats.Window statsWindow, String generatedAt) {}
