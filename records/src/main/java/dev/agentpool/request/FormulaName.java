package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Names a formula. */
public record FormulaName(
    @JsonProperty(required = true) @JsonPropertyDescription("as its file is called, without .toml")
        String formula) {}
