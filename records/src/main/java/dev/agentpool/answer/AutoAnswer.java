package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * What came of work that was routed.
 *
 * @param output of parallel tasks a numbered list, of a chain its last step's
 * @param success whether all of it did well
 */
public record AutoAnswer(
    @JsonUnwrapped AutoStarted started,
    String output,
    boolean success,
    @JsonUnwrapped(prefix = "cost_") @JsonPropertyDescription("with the routing") Cost cost) {}
