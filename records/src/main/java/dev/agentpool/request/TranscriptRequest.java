package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Asks for a part of a transcript: bytes from an offset, or the last lines. */
public record TranscriptRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("the session's or task's id")
        String sessionId,
    @JsonPropertyDescription("the byte to begin at; 0 when absent") @Bounds(least = 0)
        Optional<Long> offset,
    @JsonPropertyDescription("bytes; 4000 when absent") @Bounds(least = 1, most = 200_000)
        Optional<Integer> limit,
    @JsonPropertyDescription("so many of the last lines, without an offset")
        @Bounds(least = 1, most = 10_000)
        Optional<Integer> tailLines) {

  /** Why there is no such part; empty when there may be. */
  @JsonIgnore
  public Optional<String> wrong() {
    if (offset.isPresent() && offset.get() < 0) {
      return Optional.of("'offset' must be 0 or more, not " + offset.get());
    }
    if (limit.isPresent() && (limit.get() < 1 || limit.get() > 200_000)) {
      return Optional.of("'limit' must be 1 to 200000, not " + limit.get());
    }
    if (tailLines.isPresent() && (tailLines.get() < 1 || tailLines.get() > 10_000)) {
      return Optional.of("'tail_lines' must be 1 to 10000, not " + tailLines.get());
    }
    return tailLines.isPresent() && offset.orElse(0L) != 0
        ? Optional.of("'tail_lines' are the last ones: it goes with no other 'offset' than 0")
        : Optional.empty();
  }
}
