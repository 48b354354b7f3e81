package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Merges what a completed task or chain has on its branch. */
public record MergeRequest(
    @JsonProperty(required = true) String taskId,
    @JsonPropertyDescription("a command that must succeed on the merged result")
        Optional<String> check) {}
