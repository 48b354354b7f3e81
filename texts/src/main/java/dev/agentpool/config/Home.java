package dev.agentpool.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** The user's directory and what lies where in it (architecture, section 7). */
public record Home(Path root) {
  /** The variable that leads the command line of a session's processes to its door. */
  public static final String INSIDE_SOCKET_VARIABLE = "AGENTPOOL_SOCKET";

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

  /** Which contents of which projects the user trusts. */
  public Path trusted() {
    return root.resolve("trusted");
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

  /** What agents leave, a folder a project and a holder. */
  public Path artifacts() {
    return state().resolve("artifacts");
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

  /**
   * What the processes of sessions see of the daemon: the folder of the doors for insiders, and
   * nothing else in it. The folder stays when a daemon ends and its sockets are made anew, so what
   * is to be seen from behind a wall is the folder, never a socket in it.
   */
  public Path inside() {
    return state().resolve("inside");
  }

  /** Where those inside a session ask the daemon; {@link #INSIDE_SOCKET_VARIABLE} tells them. */
  public Path insideSocket() {
    return inside().resolve("api.sock");
  }

  /** Where those inside a session speak MCP: beside {@link #insideSocket}. */
  public Path insideMcpSocket() {
    return inside().resolve("mcp.sock");
  }

  /**
   * Where those inside a session speak for an expert of this pool. The name is short, for a
   * socket's path has little room.
   */
  public Path insidePoolSocket(String pool) {
    return inside().resolve("pool-" + Integer.toHexString(pool.hashCode()) + ".sock");
  }

  public Path lock() {
    return run().resolve("daemon.lock");
  }

  /** Makes the directories, for this user alone. */
  public Home prepared() {
    try {
      for (Path directory :
          new Path[] {root, state(), sessions(), activity(), workspaces(), run(), inside()}) {
        Files.createDirectories(directory);
      }
      for (Path secret : new Path[] {state(), run(), inside()}) {
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwx------"));
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare " + root + ": " + e.getMessage(), e);
    }
  }
}
