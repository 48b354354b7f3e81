package dev.agentpool.expert;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the folder of the expert pool that somebody means (spec expert-pool 3.2). */
public final class PoolDiscovery {
  private static final String POOL_FILE = "pool.toml";

  private PoolDiscovery() {}

  /**
   * The directory itself when it holds a {@code pool.toml}, else the {@code .agent-pool} of the
   * nearest directory that has one with that file, from here to the root.
   */
  public static Optional<Path> find(Path directory) {
    Path here = directory.toAbsolutePath().normalize();
    if (Files.exists(here.resolve(POOL_FILE))) {
      return Optional.of(here);
    }
    for (@Nullable Path above = here; above != null; above = above.getParent()) {
      Path pool = above.resolve(".agent-pool");
      if (Files.exists(pool.resolve(POOL_FILE))) {
        return Optional.of(pool);
      }
    }
    return Optional.empty();
  }

  /** What is said when there is none. */
  public static String nothingFound(Path directory) {
    return "no pool found (looked for pool.toml and .agent-pool/ from "
        + directory.toAbsolutePath().normalize()
        + " to /)";
  }

  /** A path as a person wrote it: a leading {@code ~} is their home; nothing is here. */
  public static Path written(String path, Path home, Path here) {
    if (path.isEmpty()) {
      return here;
    }
    if (path.equals("~")) {
      return home;
    }
    return path.startsWith("~/") ? home.resolve(path.substring(2)) : here.resolve(path);
  }
}
