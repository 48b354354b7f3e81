package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Cancels a task, or the chain whose id it is. */
public record CancelRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("the task's id") String taskId,
    Optional<String> why) {}
