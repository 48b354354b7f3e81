package dev.agentpool.daemon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the answer to {@code POST /v1/serve} open, as {@code agentpool serve} does. */
final class Serving implements AutoCloseable {
  static final String TOKEN = "a-token-of-the-test";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Milliseconds; whoever connects while the listener goes may be left without a word. */
  private static final int PATIENCE = 30_000;

  private final SocketChannel channel;
  private final int port;

  Serving(Path home, Map<String, Object> request) throws IOException {
    channel = SocketChannel.open(UnixDomainSocketAddress.of(home.resolve("state/run/daemon.sock")));
    byte[] body = JSON.writeValueAsBytes(request);
    String head =
        "POST /v1/serve HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: "
            + body.length
            + "\r\n\r\n";
    channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
    channel.write(ByteBuffer.wrap(body));
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !line.startsWith("data: ")) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new IOException("there is no listener");
    }
    port = JSON.readTree(line.substring("data: ".length())).get("port").asInt();
  }

  int port() {
    return port;
  }

  /** An answer as it came. */
  record Answer(int status, String head, String body) {
    JsonNode json() {
      return JSON.readTree(body);
    }
  }

  Answer get(String path, String... headers) throws IOException {
    return send("GET", path, "", headers);
  }

  Answer withToken(String method, String path, Object body) throws IOException {
    return send(
        method,
        path,
        body.equals("") ? "" : JSON.writeValueAsString(body),
        "Host: 127.0.0.1:" + port,
        "Authorization: Bearer " + TOKEN);
  }

  /** Headers are all that is said; nothing is added but the length. */
  Answer send(String method, String path, String body, String... headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE);
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
      for (String header : headers) {
        head.append(header).append("\r\n");
      }
      head.append("Connection: close\r\nContent-Type: application/json\r\n");
      head.append("Accept: application/json, text/event-stream\r\n");
      head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(bytes);
      String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = text.indexOf("\r\n\r\n");
      return new Answer(
          Integer.parseInt(text.substring(9, 12)),
          text.substring(0, end),
          unchunked(text.substring(0, end), text.substring(end + 4)));
    }
  }

  private static String unchunked(String head, String body) {
    return head.contains("Transfer-Encoding: chunked")
        ? body.replaceAll("(?m)^[0-9a-fA-F]+\r\n|\r\n$", "")
        : body;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
