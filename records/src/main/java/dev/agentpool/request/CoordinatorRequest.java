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
    @Bounds(least = 0, most = Patience.LONGEST_MS) Optional<Duration> timeout,
    @JsonPropertyDescription("the same key gives the same coordinator again")
        Optional<String> idempotencyKey) {
  /** Refuses what is out of bounds. */
  public CoordinatorRequest {
    Patience.check(timeout);
  }
}
