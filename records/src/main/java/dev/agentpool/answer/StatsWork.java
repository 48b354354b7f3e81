package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What attempts of tasks and of sessions' turns came to that ended in a time.
 *
 * @param completed those that did what was asked
 * @param elapsed of all of them together
 * @param days oldest first; one on which nothing ended is not there
 */
public record StatsWork(
    long attempts,
    @JsonPropertyDescription("did what was asked") long completed,
    long turns,
    Duration elapsed,
    @JsonUnwrapped(prefix = "cost_") Cost cost,
    Map<String, Share> byProvider,
    Map<String, Share> byModel,
    @JsonPropertyDescription("oldest first, without those on which nothing ended") List<Day> days,
    @JsonPropertyDescription(
            "oldest first, without those in which nothing ended; none of more than two days")
        List<Hour> hours,
    Streak streak) {
  /** Keeps copies. */
  public StatsWork {
    byProvider = Collections.unmodifiableMap(new TreeMap<>(byProvider));
    byModel = Collections.unmodifiableMap(new TreeMap<>(byModel));
    days = List.copyOf(days);
    hours = List.copyOf(hours);
  }

  /** Of one provider or model. */
  public record Share(
      long attempts, long completed, long tokens, @JsonUnwrapped(prefix = "cost_") Cost cost) {}

  /**
   * Of one day.
   *
   * @param date as in {@code 2026-11-27}
   */
  public record Day(
      String date,
      long attempts,
      long completed,
      long tokens,
      @JsonUnwrapped(prefix = "cost_") Cost cost) {}

  /** Of one hour, as the zone has them. */
  public record Hour(
      @JsonPropertyDescription("its beginning") Instant from,
      long attempts,
      long completed,
      long tokens,
      @JsonUnwrapped(prefix = "cost_") Cost cost) {}

  /** Days in a row on which something was completed; the current one holds until tomorrow. */
  public record Streak(int currentDays, int longestDays) {}
}
