package dev.agentpool.request;

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
  private static final String CODE = "INVALID_TRANSCRIPT_RANGE: ";

  /** Refuses what is out of bounds. */
  public TranscriptRequest {
    if (offset.isPresent() && offset.get() < 0) {
      throw new IllegalArgumentException(CODE + "'offset' must be 0 or more, not " + offset.get());
    }
    if (limit.isPresent() && (limit.get() < 1 || limit.get() > 200_000)) {
      throw new IllegalArgumentException(CODE + "'limit' must be 1 to 200000, not " + limit.get());
    }
    if (tailLines.isPresent() && (tailLines.get() < 1 || tailLines.get() > 10_000)) {
      throw new IllegalArgumentException(
          CODE + "'tail_lines' must be 1 to 10000, not " + tailLines.get());
    }
    if (tailLines.isPresent() && offset.orElse(0L) != 0) {
      throw new IllegalArgumentException(
          CODE + "'tail_lines' are the last ones: it goes with no other 'offset' than 0");
    }
  }
}
