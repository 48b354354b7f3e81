package dev.agentpool.daemon;

import dev.agentpool.config.Home;
import dev.agentpool.mcp.McpDesk;
import dev.agentpool.mcp.McpHello;
import dev.agentpool.mcp.McpHttp;
import dev.agentpool.mcp.McpHttpSettings;
import dev.agentpool.mcp.McpSocketServer;
import dev.agentpool.mcp.tools.McpParts;
import dev.agentpool.mcp.tools.PoolDesk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The ways by which MCP clients come in: the unix socket from the start, HTTP when asked for. */
final class McpFaces implements AutoCloseable {
  private final McpParts parts;
  private final McpSocketServer socket;

  private McpFaces(McpParts parts, McpSocketServer socket) {
    this.parts = parts;
    this.socket = socket;
  }

  /** Serves on the socket of this home. */
  static McpFaces start(Home home, McpParts parts) throws IOException {
    return new McpFaces(parts, McpSocketServer.start(socket(home), PoolDesk.desks(parts, null)));
  }

  /** What {@code agentpool mcp} connects to. */
  static Path socket(Home home) {
    return home.run().resolve("mcp.sock");
  }

  /**
   * A servlet for the TCP server to mount.
   *
   * @param usual the project of a client that names none; null when it must name one
   */
  McpHttp http(McpHttpSettings settings, @Nullable Path usual) {
    Function<McpHello, McpDesk> desks = PoolDesk.desks(parts, usual);
    return new McpHttp(settings, desks);
  }

  @Override
  public void close() {
    socket.close();
  }
}
