package dev.agentpool.answer;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How often a session met a provider at its limit.
 *
 * @param hit empty while nothing is known of what providers had left, as {@code avoided}
 * @param confidence {@code high}, or {@code low} when of most beginnings not all was known
 * @param definition what is counted, for people
 */
public record StatsWalls(
    Optional<Integer> hit,
    Optional<Integer> avoided,
    Map<String, Tally> byProvider,
    String confidence,
    String definition) {
  /** Keeps a sorted copy. */
  public StatsWalls {
    byProvider = Collections.unmodifiableMap(new TreeMap<>(byProvider));
  }

  /** Of one provider. */
  public record Tally(int hit, int avoided) {}
}
