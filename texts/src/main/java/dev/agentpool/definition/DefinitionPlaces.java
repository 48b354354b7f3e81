package dev.agentpool.definition;

import java.nio.file.Path;
import java.util.List;

/**
 * Where definitions and what they name are looked for. In each list the later directory wins.
 *
 * @param agents of {@code NAME.md}
 * @param skills of {@code NAME/SKILL.md}
 * @param expertise of {@code NAME.md}
 * @param projectRoot what a link in a directory of the project may not lead out of; links in other
 *     directories are their owner's affair
 */
public record DefinitionPlaces(
    List<Path> agents, List<Path> skills, List<Path> expertise, Path projectRoot) {
  public DefinitionPlaces {
    agents = absolute(agents);
    skills = absolute(skills);
    expertise = absolute(expertise);
    projectRoot = projectRoot.toAbsolutePath().normalize();
    if (agents.isEmpty()) {
      throw new IllegalArgumentException("no directory for agent definitions");
    }
  }

  /**
   * The usual ones: the project's over the user's, agentpool's own over Claude Code's.
   *
   * @param userHome where {@code .claude} lies
   * @param poolHome agentpool's directory of the user, usually {@code ~/.agent-pool}
   */
  public static DefinitionPlaces standard(Path userHome, Path poolHome, Path projectRoot) {
    List<Path> roots =
        List.of(
            userHome.resolve(".claude"),
            poolHome,
            projectRoot.resolve(".claude"),
            projectRoot.resolve(".agent-pool"));
    return new DefinitionPlaces(
        roots.stream().map(root -> root.resolve("agents")).toList(),
        roots.stream().map(root -> root.resolve("skills")).toList(),
        roots.stream().map(root -> root.resolve("expertise")).toList(),
        projectRoot);
  }

  private static List<Path> absolute(List<Path> paths) {
    return paths.stream().map(path -> path.toAbsolutePath().normalize()).toList();
  }

  Lookup agentFiles() {
    return new Lookup(agents, projectRoot);
  }

  Lookup skillFiles() {
    return new Lookup(skills, projectRoot);
  }

  Lookup expertiseFiles() {
    return new Lookup(expertise, projectRoot);
  }
}
