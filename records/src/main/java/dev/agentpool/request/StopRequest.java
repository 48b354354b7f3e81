package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;
import java.util.Optional;

/** Stops the daemon. */
public record StopRequest(
    @JsonPropertyDescription("for what runs, which is ended then; 30,000 when absent")
        @Bounds(least = 0, most = StopRequest.LONGEST_MS)
        Optional<Duration> deadline) {
  private static final Duration USUAL = Duration.ofSeconds(30);
  private static final long LONGEST_MS = 24L * 60 * 60 * 1000;
  private static final Duration LONGEST = Duration.ofMillis(LONGEST_MS);

  /** Refuses what is out of bounds. */
  public StopRequest {
    if (deadline.isPresent()
        && (deadline.get().isNegative() || deadline.get().compareTo(LONGEST) > 0)) {
      throw new IllegalArgumentException(
          "'deadline_ms' must be 0 to "
              + LONGEST.toMillis()
              + ", not "
              + deadline.get().toMillis());
    }
  }

  public Duration patience() {
    return deadline.orElse(USUAL);
  }
}
