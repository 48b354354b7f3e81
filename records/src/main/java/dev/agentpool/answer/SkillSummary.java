package dev.agentpool.answer;

import java.util.List;
import java.util.Optional;

/**
 * What a list tells of a skill.
 *
 * {@snippet :
 * for (SkillSummary skill : pool.skills().list()) {
 *   System.out.println(skill.name() + ": " + skill.description());
 * }
 * }
 *
 * @param argumentHint what to show in place of the arguments
 */
public record SkillSummary(
    String name,
    String description,
    Skill.Scope scope,
    Skill.Source source,
    Optional<String> argumentHint,
    List<SkillArgument> arguments) {
  /** Keeps a copy of the list. */
  public SkillSummary {
    arguments = List.copyOf(arguments);
  }
}
