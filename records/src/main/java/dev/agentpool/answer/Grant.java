package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/**
 * What a person allowed agents for a while, by an answer to a question.
 *
 * @param pool its id
 * @param what the line of the question
 * @param inSession whether it holds in the conversation that asked alone
 * @param by who gave it
 * @param question by whose answer
 * @param task whose agent asked
 */
public record Grant(
    String id,
    @JsonPropertyDescription("in which it holds") String pool,
    @JsonPropertyDescription("exactly this is allowed, in the words of the question") String what,
    String provider,
    String tool,
    @JsonPropertyDescription("in the conversation that asked alone") boolean inSession,
    @JsonPropertyDescription("who gave it") String by,
    @JsonPropertyDescription("when it was given") Instant since,
    @JsonPropertyDescription("when it ends") Instant until,
    @JsonPropertyDescription("by whose answer") String question,
    @JsonPropertyDescription("whose agent asked") String task) {}
