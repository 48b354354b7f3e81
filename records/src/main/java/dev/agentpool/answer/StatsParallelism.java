package dev.agentpool.answer;

import java.util.Optional;

/**
 * How much sessions did side by side.
 *
 * @param wallClockHours from the first beginning to the last end
 * @param ratio hours of sessions in an hour; empty without any
 * @param peakAt when most lived at once for the first time
 */
public record StatsParallelism(
    double wallClockHours,
    double sumWorkerHours,
    Optional<Double> ratio,
    int peakConcurrent,
    Optional<String> peakAt) {}
