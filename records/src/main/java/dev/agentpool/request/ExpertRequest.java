package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Asks what an expert knows. */
public record ExpertRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("an expert or a role") String expert,
    @JsonPropertyDescription("at most so many tasks and changes; 20 when absent")
        @Bounds(least = 1, most = ExpertRequest.MOST)
        Optional<Integer> limit) {
  private static final int MOST = 1_000;
  private static final int USUAL = 20;

  /** Refuses what is out of bounds. */
  public ExpertRequest {
    limit
        .filter(most -> most < 1 || most > MOST)
        .ifPresent(most -> {
          throw new IllegalArgumentException("'limit' must be 1 to " + MOST + ", not " + most);
        });
  }

  public int most() {
    return limit.orElse(USUAL);
  }
}
