package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import java.util.Optional;

/** Runs a skill as a task. */
public record SkillRunRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("the skill's name") String skill,
    @JsonPropertyDescription("texts by name; a number or a flag is taken as its text")
        Map<String, Object> arguments,
    @JsonUnwrapped TaskChoices how,
    @JsonPropertyDescription("the same key gives the same task again")
        Optional<String> idempotencyKey) {}
