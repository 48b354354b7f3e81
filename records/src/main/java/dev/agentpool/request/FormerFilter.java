package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Asks for sessions that were taken over. */
public record FormerFilter(
    @JsonPropertyDescription("of this provider alone") Optional<String> providerId,
    @JsonPropertyDescription("at most so many; 50 when absent") @Bounds(least = 1, most = 1_000)
        Optional<Integer> limit) {
  public FormerFilter {
    if (limit.isPresent() && (limit.get() < 1 || limit.get() > 1_000)) {
      throw new IllegalArgumentException("'limit' must be 1 to 1000, not " + limit.get());
    }
  }
}
