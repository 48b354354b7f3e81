package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;
import java.util.Optional;

/** Whether, and how long, whoever submits work over HTTP waits for it. */
public record Patience(
    @JsonProperty("wait") @JsonPropertyDescription("false: answers 202 at once")
        Optional<Boolean> waits,
    @Bounds(least = 0, most = Patience.LONGEST_MS) Optional<Duration> timeout) {
  /** The longest, and how long when it is not said. */
  public static final Duration LONGEST = Duration.ofDays(7);

  static final long LONGEST_MS = 7L * 24 * 60 * 60 * 1000;

  /** Nothing said. */
  public static final Patience USUAL = new Patience(Optional.empty(), Optional.empty());

  /** Refuses what is out of bounds. */
  public Patience {
    check(timeout);
  }

  static void check(Optional<Duration> timeout) {
    if (timeout.isPresent()
        && (timeout.get().isNegative() || timeout.get().compareTo(LONGEST) > 0)) {
      throw new IllegalArgumentException(
          "'timeout_ms' must be 0 to " + LONGEST.toMillis() + ", not " + timeout.get().toMillis());
    }
  }

  public boolean isThere() {
    return waits.orElse(true);
  }

  public Duration atMost() {
    return timeout.orElse(LONGEST);
  }
}
