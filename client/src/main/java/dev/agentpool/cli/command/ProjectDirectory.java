package dev.agentpool.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the project a working directory belongs to. */
public final class ProjectDirectory {
  private ProjectDirectory() {}

  /**
   * The nearest directory with a pool file, else the repository's top, else the directory itself.
   */
  public static Path from(Path directory) {
    Path described = nearest(directory, ".agent-pool/pool.toml");
    if (described != null) {
      return described;
    }
    Path repository = nearest(directory, ".git");
    return repository != null ? repository : directory;
  }

  /** The repository's top, else the directory itself. */
  static Path repositoryOr(Path directory) {
    Path repository = nearest(directory, ".git");
    return repository != null ? repository : directory;
  }

  static boolean isInRepository(Path directory) {
    return nearest(directory, ".git") != null;
  }

  private static @Nullable Path nearest(Path directory, String marker) {
    for (Path at = directory; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(marker))) {
        return at;
      }
    }
    return null;
  }
}
