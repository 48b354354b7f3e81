package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Names a task. */
public record TaskName(
    @JsonProperty(required = true) @JsonPropertyDescription("the task's id") String taskId) {}
