package dev.agentpool.poolsocket;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The other end of a pool's door: one question, its answer. One thread at a time. */
public final class PoolLine implements AutoCloseable {
  static final int MOST = 64 << 20;
  private static final int SECONDS = 5;
  private final SocketChannel channel;
  private final LineReader in;
  private final OutputStream out;

  private PoolLine(SocketChannel channel) {
    this.channel = channel;
    this.in = new LineReader(Channels.newInputStream(channel));
    this.out = Channels.newOutputStream(channel);
  }

  /** Throws when nobody serves the pool. */
  public static PoolLine connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return new PoolLine(channel);
    } catch (IOException | IllegalArgumentException e) {
      channel.close();
      throw new IOException(socket + ": " + e.getMessage(), e);
    }
  }

  public PoolStatus status() throws IOException {
    return PoolStatus.of(ask(Reply.request("status")));
  }

  public void stop() throws IOException {
    ask(Reply.request("stop"));
  }

  /** Tells each event until the other side is gone. */
  public void subscribe(Runnable begun, Consumer<PoolEvent> hears) throws IOException {
    ask(Reply.request("subscribe"));
    begun.run();
    for (String line = in.next(MOST); line != null; line = in.next(MOST)) {
      PoolEvent.parse(line).ifPresent(hears);
    }
  }

  /**
   * From now on this is a conversation of MCP, a message a line; closed when it is refused.
   *
   * @param as the expert or role whose tools are meant
   * @param token of the session that asks; empty for a person's
   */
  public PoolLine mcp(String as, String token) throws IOException {
    try {
      ask(Reply.request("mcp", "as", as, "token", token));
      return this;
    } catch (IOException refused) {
      close();
      throw refused;
    }
  }

  /** The next line; null when the other side has said all. */
  @Nullable String next() throws IOException {
    return in.next(MOST);
  }

  /** Says a line; another thread may listen meanwhile. */
  void say(String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** The other side hears that this was all. */
  void sayNoMore() throws IOException {
    channel.shutdownOutput();
  }

  private JsonNode ask(String request) throws IOException {
    try (ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory())) {
      var late = clock.schedule(this::close, SECONDS, TimeUnit.SECONDS);
      out.write((request + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
      String answer = in.next(MOST);
      late.cancel(false);
      clock.shutdownNow();
      if (answer == null) {
        throw new IOException("it gave no answer");
      }
      return Reply.data(answer);
    } catch (DoorDesk.DoorRefused refused) {
      throw new IOException(refused.getMessage(), refused);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      return; // it is gone
    }
  }
}
