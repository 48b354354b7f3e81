package dev.agentpool.cli.client;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The user's directory as far as the command line knows it. What runs in a session of that very
 * daemon has a door of its own and a token; for another daemon both mean nothing.
 *
 * @param token of the session that this runs in; empty for none
 * @param inside where a process of a session is to ask the daemon; null for one that is in none
 */
public record DaemonHome(Path root, @Nullable Path inside, String token) {
  /** What Linux allows for a socket's path, in bytes. */
  private static final int MAX_SOCKET_PATH = 107;

  /** That of someone who is in no session. */
  public DaemonHome(Path root) {
    this(root, null, "");
  }

  /**
   * From {@code AGENT_POOL_HOME}, else that of the daemon in whose session this runs, else {@code
   * ~/.agent-pool}. {@code AGENTPOOL_SOCKET} is for the processes of sessions: it holds for the
   * daemon that they belong to and for no other.
   */
  public static DaemonHome of(Map<String, String> environment) {
    Path root = root(environment);
    String door = environment.getOrDefault("AGENTPOOL_SOCKET", "");
    boolean ours = root.toString().equals(environment.get("AGENTPOOL_DAEMON_HOME"));
    return ours
        ? new DaemonHome(
            root,
            door.isBlank() ? null : Path.of(door),
            environment.getOrDefault("AGENTPOOL_SLOT_TOKEN", ""))
        : new DaemonHome(root);
  }

  private static Path root(Map<String, String> environment) {
    String moved = environment.get("AGENT_POOL_HOME");
    if (moved != null && !moved.isBlank()) {
      return Path.of(moved).toAbsolutePath().normalize();
    }
    String sessions = environment.getOrDefault("AGENTPOOL_DAEMON_HOME", "");
    if (!sessions.isBlank()) {
      return Path.of(sessions).toAbsolutePath().normalize();
    }
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    return Path.of(home, ".agent-pool").toAbsolutePath();
  }

  public Path state() {
    return root.resolve("state");
  }

  public Path log() {
    return state().resolve("daemon.log");
  }

  /** What the daemon holds as long as it lives. */
  Path lock() {
    return state().resolve("run").resolve("daemon.lock");
  }

  /** A folder for each process of an agent. */
  Path sessions() {
    return state().resolve("sessions");
  }

  /** Where the daemon listens. Throws when the path is longer than a socket's may be. */
  public Path socket() {
    return inside != null ? inside : socket("daemon.sock");
  }

  /** Where the daemon speaks MCP. */
  public Path mcpSocket() {
    return inside != null ? inside.resolveSibling("mcp.sock") : socket("mcp.sock");
  }

  private Path socket(String name) {
    Path socket = state().resolve("run").resolve(name);
    int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_SOCKET_PATH) {
      throw CliException.machine(
          "the path of the daemon's socket has "
              + length
              + " bytes, and "
              + MAX_SOCKET_PATH
              + " is the most: "
              + socket
              + "; set AGENT_POOL_HOME to a shorter directory");
    }
    return socket;
  }
}
