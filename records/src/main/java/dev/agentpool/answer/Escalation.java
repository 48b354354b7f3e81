package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * That a review was left to a person.
 *
 * @param by who left it
 * @param why what a person is to decide
 */
public record Escalation(
    String by,
    String why,
    @JsonProperty("at") @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at) {}
