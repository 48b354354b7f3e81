package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Waits for tasks until they have ended or are pending review. */
public record WaitRequest(
    @JsonProperty(required = true) List<String> ids,
    @JsonPropertyDescription("all when absent") Optional<Mode> mode,
    @JsonPropertyDescription("how many, with mode count") Optional<Integer> count,
    @Bounds(least = 0, most = Patience.LONGEST_MS) @JsonPropertyDescription("a week when absent")
        Optional<Duration> timeout) {
  /** For how many of them. */
  public enum Mode {
    ALL,
    ANY,
    COUNT;

    /** As JSON has it. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Refuses what is out of bounds. */
  public WaitRequest {
    ids = List.copyOf(ids);
    Patience.check(timeout);
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("'ids' is empty: name the tasks to wait for");
    }
    int many = count.orElse(0);
    if (mode.equals(Optional.of(Mode.COUNT)) && (many < 1 || many > ids.size())) {
      throw new IllegalArgumentException("'count' must be 1 to " + ids.size() + ", not " + many);
    }
  }

  /** How many have to be there. */
  public int needed() {
    return switch (mode.orElse(Mode.ALL)) {
      case ALL -> ids.size();
      case ANY -> 1;
      case COUNT -> count.orElseThrow();
    };
  }

  /** How long it is waited. */
  public Duration atMost() {
    return timeout.orElse(Patience.LONGEST);
  }
}
