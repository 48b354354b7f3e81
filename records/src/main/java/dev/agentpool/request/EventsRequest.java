package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Reads what a task's agent says and does. */
public record EventsRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("the task's id") String taskId,
    @JsonPropertyDescription("stay until the task has ended") boolean follow,
    @JsonPropertyDescription("events after this id; also the header Last-Event-ID")
        Optional<Long> after) {}
