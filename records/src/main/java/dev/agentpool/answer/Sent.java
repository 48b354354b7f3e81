package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** What became of what was said to a live session. */
public record Sent(
    boolean ok,
    String sessionId,
    @JsonPropertyDescription("the journal's number by then") long eventId,
    @JsonPropertyDescription("answer, steer, turn or keys") String deliveredAs,
    Optional<String> taskId,
    Optional<String> questionId) {}
