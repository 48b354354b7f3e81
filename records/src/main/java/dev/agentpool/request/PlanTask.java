package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/** One of the tasks that are submitted together. */
public record PlanTask(
    @JsonProperty(required = true) String prompt,
    @JsonUnwrapped TaskChoices how,
    @JsonPropertyDescription("places in this list that must have ended first")
        List<Integer> afterIndex) {}
