package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tokens as agents told them; all empty when none told any.
 *
 * @param untold those of which nobody told the kind
 * @param total of all kinds
 */
public record StatsTokens(
    @JsonPropertyDescription("not from the cache") Optional<Long> input,
    Optional<Long> output,
    Optional<Long> cacheRead,
    Optional<Long> cacheCreation,
    @JsonPropertyDescription("of which nobody told the kind") Optional<Long> untold,
    Optional<Long> total,
    Map<String, Counts> byProvider) {
  /** Keeps a sorted copy. */
  public StatsTokens {
    byProvider = Collections.unmodifiableMap(new TreeMap<>(byProvider));
  }

  /** Of one provider. */
  public record Counts(
      long input, long output, long cacheRead, long cacheCreation, long untold, long total) {}
}
