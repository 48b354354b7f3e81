package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * Something to fill in, in a workflow.
 *
 * @param otherwise its value when nobody says
 */
public record WorkflowArgument(
    String name,
    String description,
    boolean required,
    @JsonProperty("default") @JsonInclude(JsonInclude.Include.NON_ABSENT)
        Optional<String> otherwise) {}
