package dev.agentpool.answer;

/**
 * A built-in skill that was written into the project.
 *
 * @param ejected its name
 * @param path of its file
 * @param hint what to do with it
 */
public record SkillEjected(String ejected, String path, String hint) {}
