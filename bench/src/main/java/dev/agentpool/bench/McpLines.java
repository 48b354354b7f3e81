package dev.agentpool.bench;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An MCP client on a daemon's socket, past its initialization. For one thread. */
final class McpLines implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final SocketChannel channel;
  private final BufferedReader lines;
  private int lastId;

  McpLines(Path socket, Path project, List<String> toolsets) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    write(Map.of("dir", project.toString(), "toolsets", toolsets));
    ask(
        "initialize",
        Map.of(
            "protocolVersion",
            "2025-06-18",
            "capabilities",
            Map.of(),
            "clientInfo",
            Map.of("name", "bench", "version", "1")));
    write(Map.of("jsonrpc", "2.0", "method", "notifications/initialized"));
  }

  /** The line of the answer as it came. */
  String ask(String method, Map<String, Object> params) throws IOException {
    int id = ++lastId;
    write(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params));
    while (true) {
      String line = lines.readLine();
      if (line == null) {
        throw new EOFException("the daemon closed the MCP connection");
      }
      JsonNode message = JSON.readTree(line);
      if (message.has("error")) {
        throw new IOException("the MCP server answered " + message.get("error"));
      }
      if (message.path("id").asInt(0) == id && message.has("result")) {
        return line;
      }
    }
  }

  private void write(Object message) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap((JSON.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
