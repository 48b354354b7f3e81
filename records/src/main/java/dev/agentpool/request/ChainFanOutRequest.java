package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Optional;

/** Runs several chains, each for itself. */
public record ChainFanOutRequest(
    @JsonProperty(required = true)
        @JsonPropertyDescription("each a list of steps, as of a chain")
        @JsonSetter(contentNulls = Nulls.SET) // told with its place, by who reads steps
        List<Object> chains,
    @JsonUnwrapped PlanChoices how,
    @JsonPropertyDescription("the same key gives the same chains again")
        Optional<String> idempotencyKey) {}
