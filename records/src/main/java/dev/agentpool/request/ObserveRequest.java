package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Looks at a live session, or waits for what is wanted of it (spec control-plane 11.7). */
public record ObserveRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("as in ap_0123456789ab")
        String sessionId,
    @JsonPropertyDescription("events and states, such as completed, question, approval_prompt")
        List<String> waitFor,
    @JsonPropertyDescription("how long to wait; 0 looks only") Optional<Double> timeoutSeconds,
    @JsonPropertyDescription("summary (the usual one), excerpt or full") Optional<String> detail,
    @JsonPropertyDescription("the last lines alone of what it shows")
        @Bounds(least = 1, most = 10_000)
        Optional<Integer> maxLines,
    @JsonPropertyDescription("with the end of what it said") Optional<Boolean> includeRecentLog) {
  private static final double LONGEST = 604_800;
  private static final int MOST_LINES = 10_000;

  /** Refuses what is out of bounds. */
  public ObserveRequest {
    waitFor = List.copyOf(waitFor);
    double seconds = timeoutSeconds.orElse(0.0);
    if (!(seconds >= 0 && seconds <= LONGEST)) {
      throw new IllegalArgumentException("'timeout_seconds' must be 0 to 604800, not " + seconds);
    }
    if (maxLines.isPresent() && (maxLines.get() < 1 || maxLines.get() > MOST_LINES)) {
      throw new IllegalArgumentException(
          "'max_lines' must be 1 to " + MOST_LINES + ", not " + maxLines.get());
    }
  }

  public Duration atMost() {
    return Duration.ofMillis(Math.round(timeoutSeconds.orElse(0.0) * 1_000));
  }
}
