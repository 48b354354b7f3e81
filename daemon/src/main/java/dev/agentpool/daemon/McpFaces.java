package dev.agentpool.daemon;

import dev.agentpool.config.Home;
import dev.agentpool.inside.Callers;
import dev.agentpool.mcp.McpSocketServer;
import dev.agentpool.mcp.tools.McpParts;
import dev.agentpool.mcp.tools.PoolDesk;
import dev.agentpool.process.Peer;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * A unix socket by which MCP clients come in, people's or those of sessions; over HTTP they come by
 * the TCP server.
 */
final class McpFaces implements AutoCloseable {
  private final McpSocketServer socket;

  private McpFaces(McpSocketServer socket) {
    this.socket = socket;
  }

  /**
   * Serves at once.
   *
   * @param peers tells where the process of a new connection is
   */
  static McpFaces start(
      Path socket, McpParts parts, Callers.Door door, Function<SocketChannel, Peer> peers)
      throws IOException {
    Callers callers = parts.gate().callers();
    return new McpFaces(
        McpSocketServer.atDoor(
            socket,
            channel -> {
              Peer peer = peers.apply(channel);
              return hello ->
                  PoolDesk.of(parts, hello, () -> callers.who(peer, door, hello.token()));
            }));
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
