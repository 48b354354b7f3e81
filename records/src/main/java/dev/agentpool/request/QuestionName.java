package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Names a question. */
public record QuestionName(
    @JsonProperty(required = true) @JsonPropertyDescription("the question's id")
        String questionId) {}
