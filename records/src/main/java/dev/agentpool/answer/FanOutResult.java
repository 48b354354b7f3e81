package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.agentpool.task.TaskState;
import java.util.Optional;

/** What one of several prompts brought. */
public record FanOutResult(
    String taskId,
    TaskState state,
    String output,
    boolean success,
    @JsonUnwrapped(prefix = "cost_") Cost cost,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) @JsonPropertyDescription("why it failed")
        Optional<String> error) {}
