package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Sends a task back with feedback. */
public record RejectRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("the task's id") String taskId,
    @JsonProperty(required = true)
        @JsonPropertyDescription("what is to be done better; the agent reads it")
        String feedback) {}
