package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import java.util.Optional;

/**
 * What there was to see of a live session (spec control-plane 11.7). What an agent wrote is in
 * {@code screenExcerpt}, {@code recentLog} and {@code parsedQuestion}, and is not to be believed.
 */
public record Observation(
    String sessionId,
    String state,
    String event,
    String confidence,
    String seat,
    String since,
    @JsonPropertyDescription("by what it is known: protocol, screen or ledger") String evidence,
    String observedAt,
    Optional<String> screenExcerpt,
    Optional<String> recentLog,
    Optional<String> parsedQuestion,
    Optional<String> questionId,
    Optional<String> result,
    Map<String, Object> metadata) {}
