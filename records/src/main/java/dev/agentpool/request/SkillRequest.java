package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.agentpool.answer.Skill;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Registers a skill. */
public record SkillRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("the skill's name") String name,
    @JsonPropertyDescription("the beginning of the prompt when absent")
        Optional<String> description,
    @JsonProperty(required = true)
        @JsonPropertyDescription("a template: {argument}, $ARGUMENTS, $0")
        String prompt,
    @JsonPropertyDescription("in the order of their positions")
        List<SkillArgumentRequest> arguments,
    @JsonPropertyDescription("task, coordinator or chain") Optional<String> scope,
    @JsonPropertyDescription("settings that lie under those of a call")
        Map<String, Object> config) {
  /** Registers this one. */
  public static SkillRequest of(Skill skill) {
    return new SkillRequest(
        skill.name(),
        Optional.of(skill.description()),
        skill.prompt(),
        skill.arguments().stream()
            .map(argument ->
                new SkillArgumentRequest(
                    argument.name(), Optional.of(argument.description()), argument.required()))
            .toList(),
        Optional.of(skill.scope().wireName()),
        skill.config());
  }
}
