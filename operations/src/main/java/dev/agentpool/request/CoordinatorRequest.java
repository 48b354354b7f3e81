package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.Optional;

/** Runs an agent that drives the pool. */
public record CoordinatorRequest(
    @JsonProperty(required = true) String prompt,
    @JsonUnwrapped TaskChoices how,
    Optional<Duration> timeout,
    @JsonPropertyDescription("the same key gives the same coordinator again")
        Optional<String> idempotencyKey) {
  private static final Duration LONGEST = Duration.ofDays(7);

  /** Refuses what is out of bounds. */
  public CoordinatorRequest {
    if (timeout.isPresent()
        && (timeout.get().isNegative() || timeout.get().compareTo(LONGEST) > 0)) {
      throw new IllegalArgumentException(
          "'timeout_ms' must be 0 to " + LONGEST.toMillis() + ", not " + timeout.get().toMillis());
    }
  }
}
