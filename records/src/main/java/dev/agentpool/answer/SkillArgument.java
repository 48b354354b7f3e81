package dev.agentpool.answer;

/** Something to fill in, in a skill's prompt. */
public record SkillArgument(String name, String description, boolean required) {}
