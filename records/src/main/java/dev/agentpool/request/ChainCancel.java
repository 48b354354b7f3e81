package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Cancels a chain. */
public record ChainCancel(
    @JsonProperty(required = true) String chainId,
    @JsonPropertyDescription("false: steps that run finish; they are ended when absent")
        Optional<Boolean> kill) {}
