package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** A contract in one version. */
public record ContractShown(
    @JsonUnwrapped ContractRow contract,
    @JsonPropertyDescription("the newest version there is") int newest,
    @JsonPropertyDescription("Markdown") String body) {}
