package dev.agentpool.answer;

import java.util.Optional;

/** A window in a summary's row. */
public record UsageRowWindow(
    String name,
    String kind,
    Optional<Double> remainingPercent,
    Optional<Double> usedPercent,
    Optional<Double> remainingUnits,
    Optional<String> resetAt,
    String confidence) {}
