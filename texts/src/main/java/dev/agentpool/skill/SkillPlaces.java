package dev.agentpool.skill;

import java.nio.file.Path;
import java.util.List;

/**
 * The directories of skills. In each list the later one wins.
 *
 * @param global the user's own
 * @param project the project's; new files go into the last one
 * @param projectRoot the directory that nothing may be written outside of
 */
public record SkillPlaces(List<Path> global, List<Path> project, Path projectRoot) {
  public SkillPlaces {
    global = global.stream().map(SkillPlaces::absolute).toList();
    project = project.stream().map(SkillPlaces::absolute).toList();
    projectRoot = absolute(projectRoot);
    if (project.isEmpty()) {
      throw new IllegalArgumentException("no directory for the project's skills");
    }
  }

  /**
   * The usual ones: agentpool's own directories over Claude Code's over those of claude-pool.
   *
   * @param userHome where {@code .claude} lies
   * @param poolHome agentpool's directory of the user, usually {@code ~/.agent-pool}
   */
  public static SkillPlaces standard(Path userHome, Path poolHome, Path projectRoot) {
    return new SkillPlaces(
        List.of(
            userHome.resolve(".claude-pool/skills"),
            userHome.resolve(".claude/skills"),
            poolHome.resolve("skills")),
        List.of(
            projectRoot.resolve(".claude-pool/skills"),
            projectRoot.resolve(".claude/skills"),
            projectRoot.resolve(".agent-pool/skills")),
        projectRoot);
  }

  /** Where a skill is saved when nobody says where. */
  Path home() {
    return project.getLast();
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
