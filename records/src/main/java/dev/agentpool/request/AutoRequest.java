package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Optional;

/** Lets a router decide how a piece of work is run, and runs it so. */
public record AutoRequest(
    @JsonProperty(required = true) String prompt,
    @JsonUnwrapped HintChoices hints,
    @JsonPropertyDescription("the model that decides") Optional<String> routerModel,
    @JsonUnwrapped TaskChoices how,
    @JsonPropertyDescription("the same key gives the same work again")
        Optional<String> idempotencyKey) {}
