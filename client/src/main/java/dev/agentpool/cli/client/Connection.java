package dev.agentpool.cli.client;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.URLDecoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 request and its answer over a unix socket; one connection a request. For one thread,
 * and its deadline's.
 */
final class Connection implements AutoCloseable {
  private static final int MAX_LINE = 64 << 10;
  private final SocketChannel channel;
  private final InputStream in;
  private final StringBuilder headers = new StringBuilder();
  private final CountDownLatch done = new CountDownLatch(1);
  private int status;
  private long length = -1;
  private boolean chunked;
  private String build = "";
  private String notice = "";

  private Connection(SocketChannel channel) {
    this.channel = channel;
    this.in = new BufferedInputStream(Channels.newInputStream(channel), 16 << 10);
  }

  static Connection open(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return new Connection(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * After this time the connection is closed, which ends a blocked read with an
   * AsynchronousCloseException.
   */
  void limit(Duration atMost) {
    Thread.ofPlatform().daemon().name("deadline").start(() -> closeAfter(atMost));
  }

  private void closeAfter(Duration atMost) {
    try {
      if (!done.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        channel.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // then the read goes on
    }
  }

  /** Throws when this cannot be a header's value, which is printable ASCII. */
  static void checkHeader(String name, String value) {
    if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw CliException.usage("the value of " + name + " must be printable ASCII");
    }
  }

  /** A header to send along. */
  void header(String name, String value) {
    checkHeader(name, value);
    headers.append(name).append(": ").append(value).append("\r\n");
  }

  /** Sends the request and reads the answer's head. */
  void send(String method, String path, @Nullable String json) throws IOException {
    byte[] body = json == null ? new byte[0] : json.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(256);
    head.append(method)
        .append(' ')
        .append(path)
        .append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n")
        .append(headers);
    if (json != null) {
      head.append("Content-Type: application/json\r\n");
    }
    if (!method.equals("GET")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    write(body);
    readHead();
  }

  int status() {
    return status;
  }

  /** Which build of agentpool answered; empty when it does not say. */
  String build() {
    return build;
  }

  /** What a person should know beside the answer, a line each; empty when there is nothing. */
  String notice() {
    return notice;
  }

  /** The answer's body; ends where the answer ends. */
  InputStream body() {
    if (chunked) {
      return new ChunkedInput(in);
    }
    return length < 0 ? in : new FixedInput(in, length);
  }

  String text() throws IOException {
    return new String(body().readAllBytes(), StandardCharsets.UTF_8);
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private void readHead() throws IOException {
    String first = line(in);
    if (!first.startsWith("HTTP/1.") || first.length() < 12) {
      throw new IOException("what answers there does not speak HTTP");
    }
    try {
      status = Integer.parseInt(first.substring(9, 12));
      for (String header = line(in); !header.isEmpty(); header = line(in)) {
        readHeader(header);
      }
    } catch (NumberFormatException e) {
      throw new IOException("the daemon's answer has a broken head", e);
    }
  }

  private void readHeader(String header) {
    int colon = header.indexOf(':');
    if (colon < 0) {
      return;
    }
    String value = header.substring(colon + 1).trim();
    switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
      case "content-length" -> length = Long.parseLong(value);
      case "x-agentpool-build" -> build = value;
      case "x-agentpool-notice" -> notice = URLDecoder.decode(value, StandardCharsets.UTF_8);
      case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
      default -> {}
    }
  }

  /** A line up to CR LF or LF. */
  static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the daemon closed the connection");
      }
      if (line.length() >= MAX_LINE) {
        throw new IOException("the daemon's answer has a line without end");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    done.countDown();
    try {
      channel.close();
    } catch (IOException e) {
      // the answer has been read: nothing is lost
    }
  }
}
