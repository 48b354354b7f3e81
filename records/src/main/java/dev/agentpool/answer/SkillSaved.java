package dev.agentpool.answer;

/**
 * A skill that was written into the project.
 *
 * @param saved its name
 * @param path of its file
 * @param format the name of such files
 */
public record SkillSaved(String saved, String path, String format) {}
