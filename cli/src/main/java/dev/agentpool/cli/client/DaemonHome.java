package dev.agentpool.cli.client;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** The user's directory as far as the command line knows it. */
public record DaemonHome(Path root) {
  /** What Linux allows for a socket's path, in bytes. */
  private static final int MAX_SOCKET_PATH = 107;

  /** From {@code AGENT_POOL_HOME}, else {@code ~/.agent-pool}. */
  public static DaemonHome of(Map<String, String> environment) {
    String moved = environment.get("AGENT_POOL_HOME");
    if (moved != null && !moved.isBlank()) {
      return new DaemonHome(Path.of(moved).toAbsolutePath().normalize());
    }
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    return new DaemonHome(Path.of(home, ".agent-pool").toAbsolutePath());
  }

  public Path state() {
    return root.resolve("state");
  }

  public Path log() {
    return state().resolve("daemon.log");
  }

  /** Where the daemon listens. Throws when the path is longer than a socket's may be. */
  public Path socket() {
    return socket("daemon.sock");
  }

  /** Where the daemon speaks MCP. */
  public Path mcpSocket() {
    return socket("mcp.sock");
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
