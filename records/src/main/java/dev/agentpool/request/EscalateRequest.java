package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Leaves the decision on a task to a person. */
public record EscalateRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("the task's id") String taskId,
    @JsonProperty(required = true) @JsonPropertyDescription("what a person is to decide, and why")
        String why) {}
