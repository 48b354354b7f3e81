package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/** Which live sessions are meant (spec control-plane 11.9). */
public record SessionsFilter(
    @JsonPropertyDescription("these states alone, such as RUNNING") List<String> state,
    Optional<String> providerId,
    @JsonPropertyDescription("everybody's, not only those of this coordinator") boolean includeAll,
    @Bounds(least = 1, most = 500) Optional<Integer> limit,
    @Bounds(least = 0, most = Integer.MAX_VALUE) Optional<Integer> offset) {
  private static final int MOST = 500;
  private static final int USUAL = 50;

  /** Refuses what is out of bounds. */
  public SessionsFilter {
    state = List.copyOf(state);
    if (limit.isPresent() && (limit.get() < 1 || limit.get() > MOST)) {
      throw new IllegalArgumentException("'limit' must be 1 to " + MOST + ", not " + limit.get());
    }
    if (offset.isPresent() && offset.get() < 0) {
      throw new IllegalArgumentException("'offset' must be 0 or more, not " + offset.get());
    }
  }

  public int atMost() {
    return limit.orElse(USUAL);
  }

  public int from() {
    return offset.orElse(0);
  }
}
