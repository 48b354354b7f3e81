package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Optional;

/** Asks how a piece of work should be run. */
public record RouteRequest(
    @JsonProperty(required = true) String prompt,
    @JsonUnwrapped HintChoices hints,
    @JsonPropertyDescription("the model that decides") Optional<String> routerModel) {}
