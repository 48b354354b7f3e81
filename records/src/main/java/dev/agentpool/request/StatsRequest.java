package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/**
 * Which figures of what time are asked for.
 *
 * @param scope {@code mine}, {@code pool} or {@code all}; another word means all
 * @param sections all when empty
 */
public record StatsRequest(
    @JsonPropertyDescription("36h, 7d (the usual one), 4w, all, a date, or FROM/TO")
        Optional<String> window,
    @JsonPropertyDescription("this one alone, such as claude-code; all when absent")
        Optional<String> providerId,
    @JsonPropertyDescription(
            "mine: of the sessions of who asks; pool: of the pool that is meant; else all")
        Optional<String> scope,
    @JsonPropertyDescription(
            "sessions, parallelism, walls, quota, utilization, tokens, work; all when absent")
        List<String> sections,
    @JsonPropertyDescription("whose days are told, such as Europe/Paris; the daemon's when absent")
        Optional<String> zone) {
  /** Keeps a copy of the list. */
  public StatsRequest {
    sections = List.copyOf(sections);
  }

  /** All of a time. */
  public static StatsRequest of(String window) {
    return new StatsRequest(
        Optional.of(window), Optional.empty(), Optional.empty(), List.of(), Optional.empty());
  }
}
