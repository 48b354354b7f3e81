package dev.agentpool.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A daemon of canned answers on a unix socket: for each method and path, one answer after the
 * other.
 */
final class FakeDaemon implements AutoCloseable {
  private final ServerSocketChannel server;
  private final Map<String, Queue<String>> answers = new ConcurrentHashMap<>();
  private final Map<String, Runnable> actions = new ConcurrentHashMap<>();
  private final Map<String, BlockingQueue<String>> streams = new ConcurrentHashMap<>();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();

  FakeDaemon(Path home) throws IOException {
    Path run = Files.createDirectories(home.resolve("state").resolve("run"));
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(run.resolve("daemon.sock")));
    Thread.ofPlatform().daemon().name("fake-daemon").start(this::serve);
  }

  /** The last answer for a path stays. */
  FakeDaemon answer(String request, int status, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    return raw(
        request, "HTTP/1.1 " + status + " x\r\nContent-Length: " + body.length + "\r\n\r\n" + json);
  }

  /** The only answer from now on. */
  FakeDaemon instead(String request, String json) {
    answers.remove(request);
    return answer(request, 200, json);
  }

  /** Sends the body in chunks of seven bytes. */
  FakeDaemon chunked(String request, String type, String body) {
    StringBuilder answer =
        new StringBuilder(
            "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < body.length(); i += 7) {
      String chunk = body.substring(i, Math.min(body.length(), i + 7));
      answer
          .append(Integer.toHexString(chunk.length()))
          .append("\r\n")
          .append(chunk)
          .append("\r\n");
    }
    return raw(request, answer.append("0\r\n\r\n").toString());
  }

  FakeDaemon raw(String request, String answer) {
    answers.computeIfAbsent(request, _ -> new ArrayDeque<>()).add(answer);
    return this;
  }

  /** Does something after the answer was sent. */
  FakeDaemon afterwards(String request, String answer, Runnable action) {
    actions.put(request, action);
    return raw(request, answer);
  }

  /** Sends each text that is put into the answer's queue; an empty one ends the stream. */
  BlockingQueue<String> stream(String request) {
    return streams.computeIfAbsent(request, _ -> new LinkedBlockingQueue<>());
  }

  /** Each request as its headers of interest, method, path and body. */
  Queue<String> requests() {
    return requests;
  }

  private void serve() {
    while (server.isOpen()) {
      try {
        SocketChannel channel = server.accept();
        Thread.ofVirtual().start(() -> serve(channel));
      } catch (IOException closed) {
        // the test is over
      }
    }
  }

  private void serve(SocketChannel accepted) {
    try (SocketChannel channel = accepted) {
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
      String[] first = line(in).split(" ");
      if (first.length < 2) {
        return; // one that only looked whether somebody listens
      }
      int length = 0;
      String marks = "";
      for (String header = line(in); !header.isEmpty(); header = line(in)) {
        length =
            header.startsWith("Content-Length: ") ? Integer.parseInt(header.substring(16)) : length;
        marks += header.startsWith("Last-Event-ID") || header.startsWith("X-") ? header + " " : "";
      }
      String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      requests.add((marks + first[0] + " " + first[1] + " " + body).strip());
      BlockingQueue<String> stream = streams.get(first[0] + " " + first[1]);
      if (stream != null) {
        write(channel, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
        for (String text = stream.take(); !text.isEmpty(); text = stream.take()) {
          write(channel, text);
        }
        return;
      }
      write(channel, next(first[0] + " " + first[1]));
      actions.getOrDefault(first[0] + " " + first[1], () -> {}).run();
    } catch (IOException | InterruptedException closed) {
      // the client went away, or the test is over
    }
  }

  private static void write(SocketChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private synchronized String next(String request) {
    Queue<String> left = answers.get(request);
    if (left == null || left.isEmpty()) {
      return "HTTP/1.1 500 x\r\nContent-Length: 0\r\n\r\n";
    }
    return left.size() == 1 ? left.element() : left.remove();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
      line.append(c == '\r' ? "" : (char) c);
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
