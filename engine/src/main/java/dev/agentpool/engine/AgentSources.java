package dev.agentpool.engine;

import dev.agentpool.definition.DefinitionPlaces;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the former server of agents took from its environment (spec slot-pool 13): where its files
 * lie, over the usual places; how long a task may take; which executable is run.
 *
 * @param timeout null for the usual one
 * @param command null for the pool's
 */
public record AgentSources(
    @Nullable Path agents,
    @Nullable Path skills,
    @Nullable Path expertise,
    @Nullable Duration timeout,
    @Nullable String command) {
  public static final AgentSources NONE = new AgentSources(null, null, null, null, null);

  private static final Set<String> NAMES =
      new TreeSet<>(
          Set.of("agents_dir", "skills_dir", "expertise_dir", "task_timeout_ms", "claude_cli"));

  /**
   * Reads what a client said; relative paths are below the project. Throws {@link
   * IllegalArgumentException} with what is wrong.
   */
  public static AgentSources of(Map<String, String> said, Path project) {
    for (String name : said.keySet()) {
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "agents has an unknown member '" + name + "'; known: " + String.join(", ", NAMES));
      }
    }
    return new AgentSources(
        path(said.get("agents_dir"), project),
        path(said.get("skills_dir"), project),
        path(said.get("expertise_dir"), project),
        timeout(said.get("task_timeout_ms")),
        said.get("claude_cli"));
  }

  private static @Nullable Path path(@Nullable String text, Path project) {
    try {
      return text == null ? null : project.resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + text + "' is no path: " + e.getReason(), e);
    }
  }

  private static @Nullable Duration timeout(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          "TASK_TIMEOUT_MS must be a whole number of milliseconds above 0, not \"" + text + "\"");
    }
    return Duration.ofMillis(Long.parseLong(text));
  }

  DefinitionPlaces over(DefinitionPlaces usual) {
    return new DefinitionPlaces(
        with(usual.agents(), agents),
        with(usual.skills(), skills),
        with(usual.expertise(), expertise),
        usual.projectRoot());
  }

  private static List<Path> with(List<Path> usual, @Nullable Path more) {
    List<Path> all = new ArrayList<>(usual);
    if (more != null) {
      all.remove(more);
      all.add(more); // the later wins
    }
    return all;
  }
}
