package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** Which part of a list is meant. */
public record PageRequest(
    @JsonPropertyDescription("by the time of submission; desc when absent") Optional<Order> order,
    @Bounds(least = 1, most = PageRequest.MOST) @JsonPropertyDescription("50 when absent")
        Optional<Integer> limit,
    @Bounds(least = 0) Optional<Integer> offset) {
  /** The most that one page may hold. */
  public static final int MOST = 10_000;

  private static final int USUAL = 50;

  /** All that one page may hold, newest first. */
  public static final PageRequest WHOLE =
      new PageRequest(Optional.empty(), Optional.of(MOST), Optional.empty());

  /** Oldest or newest first. */
  public enum Order {
    ASC,
    DESC;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Refuses what is out of bounds. */
  public PageRequest {
    if (limit.isPresent() && (limit.get() < 1 || limit.get() > MOST)) {
      throw new IllegalArgumentException("'limit' must be 1 to " + MOST + ", not " + limit.get());
    }
    if (offset.isPresent() && offset.get() < 0) {
      throw new IllegalArgumentException("'offset' must be 0 or more, not " + offset.get());
    }
  }

  public int most() {
    return limit.orElse(USUAL);
  }

  public int from() {
    return offset.orElse(0);
  }

  public boolean isAscending() {
    return order.equals(Optional.of(Order.ASC));
  }
}
