package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A skill that was registered.
 *
 * @param overwritten whether the name was taken, wherever from
 */
public record SkillAdded(@JsonUnwrapped Skill skill, boolean overwritten) {}
