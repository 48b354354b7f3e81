package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import java.util.Optional;

/** Runs a workflow as a chain; isolation and what happens at the end are the workflow's own. */
public record WorkflowRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("as in review_and_fix") String workflow,
    @JsonPropertyDescription("texts by name; a number or a flag is taken as its text")
        Map<String, Object> arguments,
    @JsonUnwrapped PlanChoices how,
    @JsonPropertyDescription("the same key gives the same chain again")
        Optional<String> idempotencyKey) {}
