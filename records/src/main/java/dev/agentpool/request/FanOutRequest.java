package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;

/** Runs prompts side by side. */
public record FanOutRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("one task each") List<String> prompts,
    @JsonUnwrapped TaskChoices how,
    @JsonPropertyDescription("the most that run at a time; as many as there are slots when absent")
        @Bounds(least = 0)
        Optional<Integer> concurrency,
    @JsonPropertyDescription("a failure is told among the results; else it fails the call with 409")
        boolean settle,
    @JsonPropertyDescription("the same key gives the same tasks again")
        Optional<String> idempotencyKey) {
  /** Refuses what is out of bounds. */
  public FanOutRequest {
    if (concurrency.orElse(0) < 0) {
      throw new IllegalArgumentException(
          "'concurrency' must be 0 or more, not " + concurrency.get());
    }
  }
}
