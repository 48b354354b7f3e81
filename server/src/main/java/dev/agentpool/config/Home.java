package dev.agentpool.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** The user's directory and what lies where in it (architecture, section 7). */
public record Home(Path root) {
  /** From {@code AGENT_POOL_HOME}, else {@code ~/.agent-pool}. */
  public static Home of(Map<String, String> environment) {
    String moved = environment.get("AGENT_POOL_HOME");
    if (moved != null && !moved.isBlank()) {
      return new Home(Path.of(moved).toAbsolutePath().normalize());
    }
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    return new Home(Path.of(home, ".agent-pool").toAbsolutePath());
  }

  public Path config() {
    return root.resolve("config.toml");
  }

  public Path state() {
    return root.resolve("state");
  }

  public Path ledger() {
    return state().resolve("ledger.db");
  }

  public Path sessions() {
    return state().resolve("sessions");
  }

  /** What each task's agent said, by task. */
  public Path activity() {
    return state().resolve("activity");
  }

  /**
   * Worktrees and clones, a folder a pool: outside every project, so that no project sees
   * another's.
   */
  public Path workspaces() {
    return state().resolve("workspaces");
  }

  public Path run() {
    return state().resolve("run");
  }

  public Path socket() {
    return run().resolve("daemon.sock");
  }

  public Path lock() {
    return run().resolve("daemon.lock");
  }

  /** Makes the directories, for this user alone. */
  public Home prepared() {
    try {
      for (Path directory :
          new Path[] {root, state(), sessions(), activity(), workspaces(), run()}) {
        Files.createDirectories(directory);
      }
      for (Path secret : new Path[] {state(), run()}) {
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwx------"));
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare " + root + ": " + e.getMessage(), e);
    }
  }
}
