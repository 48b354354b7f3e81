package dev.agentpool.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One kept connection to a daemon's socket, as thin as can be, so that the client's own time does
 * not blur the daemon's. A request may be written and its answer read later. For one thread.
 */
final class HttpConnection implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final SocketChannel channel;
  private final InputStream in;

  HttpConnection(Path socket) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
  }

  /** Writes a request and does not wait. */
  void send(String method, String path, Object body) throws IOException {
    byte[] content = body.equals("") ? new byte[0] : JSON.writeValueAsBytes(body);
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
            + content.length
            + "\r\n\r\n";
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer request =
        ByteBuffer.allocate(start.length + content.length).put(start).put(content).flip();
    while (request.hasRemaining()) {
      channel.write(request);
    }
  }

  /** The answer to the oldest request that has none yet. */
  JsonNode receive() throws IOException {
    Head head = head();
    byte[] body = head.chunked ? chunks() : in.readNBytes(head.length);
    String text = new String(body, StandardCharsets.UTF_8);
    if (head.status >= 400) {
      throw new IOException("the daemon answered " + head.status + ": " + text);
    }
    return text.startsWith("{") || text.startsWith("[")
        ? JSON.readTree(text)
        : JSON.createObjectNode().put("text", text);
  }

  JsonNode get(String path) throws IOException {
    send("GET", path, "");
    return receive();
  }

  JsonNode post(String path, Object body) throws IOException {
    send("POST", path, body);
    return receive();
  }

  /** Opens a stream of events; then {@link #nextEvent}. */
  void follow(String path) throws IOException {
    send("GET", path, "");
    Head head = head();
    if (head.status != 200) {
      throw new IOException("the daemon answered " + head.status + " to " + path);
    }
  }

  /** The type of the next event. The daemon flushes each event as a whole. */
  String nextEvent() throws IOException {
    String line = line();
    while (!line.startsWith("event: ")) {
      line = line();
    }
    return line.substring("event: ".length());
  }

  private record Head(int status, int length, boolean chunked) {}

  private Head head() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    int length = 0;
    boolean chunked = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(header.indexOf(':') + 1).trim());
      } else if (header.startsWith("transfer-encoding:")) {
        chunked = header.contains("chunked");
      }
    }
    return new Head(status, length, chunked);
  }

  private byte[] chunks() throws IOException {
    java.io.ByteArrayOutputStream whole = new java.io.ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      whole.write(in.readNBytes(size));
      line();
    }
    line();
    return whole.toByteArray();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the daemon closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
