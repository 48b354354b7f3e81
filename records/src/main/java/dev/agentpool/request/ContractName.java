package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Names a contract. */
public record ContractName(
    @JsonProperty(required = true) @JsonPropertyDescription("the contract's id")
        String contractId) {}
