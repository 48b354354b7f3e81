package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Names a file of models. */
public record CatalogPath(
    @JsonProperty(required = true) @JsonPropertyDescription("the file's absolute path")
        String path) {}
