package dev.agentpool.project;

import java.nio.file.Files;
import java.nio.file.Path;

/** Which project a directory belongs to. */
public final class ProjectRoot {
  private ProjectRoot() {}

  /**
   * The nearest directory with a pool's file, from this one up; else the nearest with a repository;
   * else this one.
   */
  public static Path of(Path directory) {
    Path repository = null;
    for (Path up = directory; up != null; up = up.getParent()) {
      if (Files.exists(up.resolve(".agent-pool").resolve("pool.toml"))) {
        return up;
      }
      if (repository == null && Files.exists(up.resolve(".git"))) {
        repository = up;
      }
    }
    return repository == null ? directory : repository;
  }
}
