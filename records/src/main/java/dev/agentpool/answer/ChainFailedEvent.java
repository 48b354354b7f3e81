package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.OptionalInt;

/** A watched chain has failed. */
public record ChainFailedEvent(
    @JsonUnwrapped ChainEndEvent end,
    @JsonPropertyDescription("null when only the workspace could not be finished")
        OptionalInt failedAtStep,
    String reason) {}
