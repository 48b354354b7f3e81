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
    @Bounds(least = 0, most = Integer.MAX_VALUE) Optional<Integer> offset,
    @JsonPropertyDescription("of this project alone") Optional<String> repoPath) {
  private static final int USUAL = 50;

  /** Keeps a copy of the list. */
  public SessionsFilter {
    state = List.copyOf(state);
  }

  public int atMost() {
    return limit.orElse(USUAL);
  }

  public int from() {
    return offset.orElse(0);
  }
}
