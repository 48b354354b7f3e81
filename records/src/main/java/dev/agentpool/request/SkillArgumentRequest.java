package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Something to fill in, in a new skill's prompt. */
public record SkillArgumentRequest(
    @JsonProperty(required = true) String name,
    Optional<String> description,
    @JsonPropertyDescription("default false") boolean required) {}
