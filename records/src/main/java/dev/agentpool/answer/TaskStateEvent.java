package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.OptionalInt;

/** A watched task has another state. */
public record TaskStateEvent(
    String taskId,
    String state,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> slotId,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalInt attempt,
    Optional<String> reason) {}
