package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Names a skill. */
public record SkillName(
    @JsonProperty(required = true) @JsonPropertyDescription("the skill's name") String name) {}
