package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What of all that agents left was let go of, or would be.
 *
 * @param keep how long it is kept after its end
 * @param maxBytes of all together
 * @param removed what went, or would go
 * @param kept how many tasks and sessions have something after it
 */
public record RetentionReport(
    boolean dryRun,
    Instant at,
    @JsonPropertyDescription("how long it is kept after its end") Duration keep,
    @JsonPropertyDescription("of all together") long maxBytes,
    List<Removed> removed,
    long removedBytes,
    @JsonPropertyDescription("how many tasks and sessions have something after it") int kept,
    long keptBytes) {
  /** Keeps a copy of the list. */
  public RetentionReport {
    removed = List.copyOf(removed);
  }

  /**
   * One of them.
   *
   * @param pool empty when nobody knows it any more
   * @param reason {@code age} or {@code size}
   */
  public record Removed(
      String sessionId,
      Optional<String> pool,
      long bytes,
      @JsonPropertyDescription("age or size") String reason) {}
}
