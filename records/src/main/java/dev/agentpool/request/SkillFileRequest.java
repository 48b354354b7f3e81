package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Writes a skill into the project. */
public record SkillFileRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("the skill's name") String name,
    @JsonPropertyDescription("of skills, inside the project") Optional<String> directory) {}
