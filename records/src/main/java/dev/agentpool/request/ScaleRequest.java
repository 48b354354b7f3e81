package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Says how many slots there shall be, or how many more: one of the two. */
public record ScaleRequest(
    Optional<Integer> target, @JsonPropertyDescription("may be negative") Optional<Integer> delta) {
  /** So many. */
  public static ScaleRequest to(int count) {
    return new ScaleRequest(Optional.of(count), Optional.empty());
  }

  /** So many more, or, below 0, fewer. */
  public static ScaleRequest by(int count) {
    return new ScaleRequest(Optional.empty(), Optional.of(count));
  }
}
