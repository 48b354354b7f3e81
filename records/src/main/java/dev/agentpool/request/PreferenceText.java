package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A text of preferences. */
public record PreferenceText(
    @JsonProperty(required = true) @JsonPropertyDescription("Markdown") String text) {}
