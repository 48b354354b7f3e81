package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one source said at one time of what a provider has left (spec control-plane 16.1).
 *
 * @param status {@code available}, {@code near_limit}, {@code limit_reached}, {@code
 *     overage_possible}, {@code unauthenticated}, {@code unavailable} or {@code unknown}
 * @param confidence {@code official}, {@code local_cli}, {@code observed}, … {@code unknown}
 * @param raw what else the source said; {@code source} names it
 */
public record UsageSnapshot(
    String providerId,
    @JsonPropertyDescription(
            "available, near_limit, limit_reached, overage_possible, unauthenticated, unavailable"
                + " or unknown; unknown is not available")
        String status,
    String confidence,
    String checkedAt,
    List<UsageWindow> windows,
    Optional<Double> premiumRequestsRemaining,
    Optional<Double> creditsRemaining,
    Optional<String> resetAt,
    List<String> warnings,
    @JsonPropertyDescription("what else the source said; raw.source names it")
        Map<String, Object> raw) {
  /** Keeps copies. */
  public UsageSnapshot {
    windows = List.copyOf(windows);
    warnings = List.copyOf(warnings);
    raw = Collections.unmodifiableMap(new LinkedHashMap<>(raw));
  }
}
