package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Names a page that ships. */
public record GuideName(
    @JsonProperty(required = true) @JsonPropertyDescription("the page's name") String name) {}
