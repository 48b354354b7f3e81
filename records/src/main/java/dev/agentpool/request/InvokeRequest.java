package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.Optional;

/** Gives an agent a task. */
public record InvokeRequest(
    @JsonProperty(required = true)
        @JsonPropertyDescription("the name of its definition file, without .md")
        String agent,
    @JsonProperty(required = true) @JsonPropertyDescription("what it is to do") String task,
    @JsonUnwrapped TaskChoices how,
    @JsonPropertyDescription("the longest the task may run; five minutes when absent")
        @Bounds(least = 1, most = Patience.LONGEST_MS)
        Optional<Duration> timeout,
    @JsonPropertyDescription("the same key gives the same task again")
        Optional<String> idempotencyKey) {
  /** Refuses what is out of bounds. */
  public InvokeRequest {
    if (timeout.isPresent()
        && (timeout.get().toMillis() < 1 || timeout.get().compareTo(Patience.LONGEST) > 0)) {
      throw new IllegalArgumentException(
          "'timeout_ms' must be 1 to "
              + Patience.LONGEST.toMillis()
              + ", not "
              + timeout.get().toMillis());
    }
  }
}
