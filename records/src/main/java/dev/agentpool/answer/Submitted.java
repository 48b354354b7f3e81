package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.agentpool.task.TaskState;
import java.util.List;
import java.util.Optional;

/** A task that was submitted. */
public record Submitted(
    String taskId,
    TaskState state,
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @JsonPropertyDescription("of an agent: what is missing or odd in its file")
        Optional<List<String>> warnings) {}
