package dev.agentpool.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the socket that says exactly what a test wants. */
final class LineClient implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final SocketChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).flip();

  LineClient(Path socket) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
  }

  /** Connects, says hello and initializes. */
  static LineClient ready(Path socket) throws IOException {
    LineClient client = new LineClient(socket);
    client.send("{}");
    client.initialize();
    return client;
  }

  JsonNode initialize() throws IOException {
    send(
        """
        {"jsonrpc":"2.0","id":"init","method":"initialize","params":{\
        "protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}\
        """);
    JsonNode answer = next();
    send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    return answer;
  }

  void send(String line) throws IOException {
    sendBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  void sendBytes(byte[] bytes) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(bytes);
    while (all.hasRemaining()) {
      channel.write(all);
    }
  }

  void request(Object id, String method, String params) throws IOException {
    send(
        "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"%s\",\"params\":%s}"
            .formatted(id, method, params));
  }

  void call(Object id, String tool, String arguments) throws IOException {
    request(id, "tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments));
  }

  JsonNode ask(Object id, String method, String params) throws IOException {
    request(id, method, params);
    return until(message -> message.path("id").asString("").equals(String.valueOf(id)));
  }

  /** Reads until a message is as wanted; the ones before are dropped. */
  JsonNode until(Predicate<JsonNode> wanted) throws IOException {
    while (true) {
      JsonNode message = next();
      if (message == null) {
        throw new IOException("the server closed the connection");
      }
      if (wanted.test(message)) {
        return message;
      }
    }
  }

  /** The next message; null at the end. */
  JsonNode next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      while (buffer.hasRemaining()) {
        byte b = buffer.get();
        if (b == '\n') {
          return JSON.readTree(line.toByteArray());
        }
        line.write(b);
      }
      buffer.clear();
      int read = channel.read(buffer);
      buffer.flip();
      if (read < 0) {
        return null;
      }
    }
  }

  void endOfInput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
