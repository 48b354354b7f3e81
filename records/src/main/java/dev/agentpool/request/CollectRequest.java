package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Collects what a task left until now. */
public record CollectRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("the session's or task's id")
        String sessionId,
    @JsonPropertyDescription("make the diff too; true when absent") Optional<Boolean> includeDiff,
    @JsonPropertyDescription("list the transcript too; true when absent")
        Optional<Boolean> includeTranscript,
    @JsonPropertyDescription("end the session as completed; a task ends by itself")
        Optional<Boolean> markCompleted,
    @JsonPropertyDescription("how much of what the agent said; summary, which is none, when absent")
        Optional<Detail> detail) {}
