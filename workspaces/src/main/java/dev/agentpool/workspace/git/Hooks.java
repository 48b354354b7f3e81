package dev.agentpool.workspace.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The hooks that git would run in a project for its user, and that it does not run for agentpool.
 */
final class Hooks {
  /** Those of a merge commit, in git's order. */
  static final List<String> OF_A_MERGE =
      List.of("pre-merge-commit", "prepare-commit-msg", "commit-msg", "post-merge");

  static final List<String> OF_A_COMMIT =
      List.of("pre-commit", "prepare-commit-msg", "commit-msg", "post-commit");

  private Hooks() {}

  /** Their names. */
  static List<String> present(GitConfig config, Repository project) {
    try (Stream<Path> all = Files.list(folder(config, project))) {
      return all.filter(Files::isExecutable)
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".sample"))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException | IllegalArgumentException none) {
      return List.of();
    }
  }

  private static Path folder(GitConfig config, Repository project) {
    Optional<String> named = config.value("core.hookspath").filter(path -> !path.isBlank());
    return named
        .map(path ->
            path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path)
        .map(path -> project.top().resolve(path))
        .orElse(project.commonDir().resolve("hooks"));
  }

  static List<String> present(GitConfig config, Repository project, List<String> of) {
    return present(config, project).stream().filter(of::contains).toList();
  }
}
