package dev.agentpool.daemon;

import dev.agentpool.config.Home;
import dev.agentpool.mcp.McpSocketServer;
import dev.agentpool.mcp.tools.McpParts;
import dev.agentpool.mcp.tools.PoolDesk;
import java.io.IOException;
import java.nio.file.Path;

/** The unix socket by which MCP clients come in; over HTTP they come by the TCP server. */
final class McpFaces implements AutoCloseable {
  private final McpSocketServer socket;

  private McpFaces(McpSocketServer socket) {
    this.socket = socket;
  }

  /** Serves on the socket of this home. */
  static McpFaces start(Home home, McpParts parts) throws IOException {
    return new McpFaces(McpSocketServer.start(socket(home), PoolDesk.desks(parts, null)));
  }

  /** What {@code agentpool mcp} connects to. */
  static Path socket(Home home) {
    return home.run().resolve("mcp.sock");
  }

  @Override
  public void close() {
    socket.close();
  }
}
