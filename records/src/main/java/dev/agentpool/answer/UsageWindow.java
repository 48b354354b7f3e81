package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/**
 * One window of a provider's quota, as a snapshot has it (spec control-plane 16.1). Times are ISO
 * 8601 in UTC.
 *
 * @param kind {@code 5h}, {@code daily}, {@code weekly}, {@code monthly}, {@code session}, {@code
 *     model}, {@code credits}, {@code on_demand} or {@code unknown}
 * @param status the source's own word
 */
public record UsageWindow(
    String name,
    @JsonPropertyDescription(
            "daily, 5h, weekly, monthly, session, model, credits, on_demand or unknown")
        String kind,
    @JsonPropertyDescription("the source's own word") Optional<String> status,
    Optional<Double> remainingPercent,
    Optional<Double> usedPercent,
    Optional<Double> remainingUnits,
    Optional<Double> usedUnits,
    @JsonPropertyDescription("ISO 8601; null when nobody says") Optional<String> resetAt,
    String confidence,
    Optional<String> rawText) {}
