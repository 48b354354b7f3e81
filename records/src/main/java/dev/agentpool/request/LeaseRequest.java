package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Takes a file for a task, or renews what it has of it. */
public record LeaseRequest(
    @JsonPropertyDescription(
            "whose it is to be: a task's or live session's id; inside a task its own when absent")
        Optional<String> taskId,
    @JsonProperty(required = true) @JsonPropertyDescription("from the project's root")
        String filePath,
    @JsonPropertyDescription("readers stand beside each other, a writer alone; write when absent")
        Optional<Mode> mode,
    @JsonPropertyDescription("how long; as long as its holder lasts when absent")
        @Bounds(least = 1, most = Patience.LONGEST_MS)
        Optional<Duration> ttl) {
  /** What is wanted of the file. */
  public enum Mode {
    READ,
    WRITE;

    /** As JSON has it. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Refuses what is out of bounds. */
  public LeaseRequest {
    if (ttl.isPresent()
        && (ttl.get().toMillis() < 1 || ttl.get().compareTo(Patience.LONGEST) > 0)) {
      throw new IllegalArgumentException(
          "'ttl_ms' must be 1 to " + Patience.LONGEST.toMillis() + ", not " + ttl.get().toMillis());
    }
  }
}
