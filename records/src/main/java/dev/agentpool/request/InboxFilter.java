package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Asks for what waits for a person. */
public record InboxFilter(
    @Bounds(least = 1, most = InboxFilter.MOST)
        @JsonPropertyDescription("at most so many of a kind; 100 when absent")
        Optional<Integer> limit) {
  private static final int MOST = 1_000;
  private static final int USUAL = 100;

  /** Refuses what is out of bounds. */
  public InboxFilter {
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
