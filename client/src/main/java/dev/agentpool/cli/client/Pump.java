package dev.agentpool.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Carries bytes between two streams and a socket, both ways, as they are. The end of the input ends
 * that direction only; it is over when the server closes.
 */
public final class Pump implements AutoCloseable {
  private static final int BUFFER = 64 << 10;
  private final SocketChannel channel;

  private Pump(SocketChannel channel) {
    this.channel = channel;
  }

  /** Looks for the socket until it is there, at the longest so many milliseconds. */
  public static Pump connect(Path socket, long patienceMs) throws IOException {
    Patience patience = new Patience(Duration.ofMillis(patienceMs));
    while (true) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
        return new Pump(channel);
      } catch (IOException notYet) {
        channel.close();
        if (patience.isOver()) {
          throw notYet;
        }
        Patience.pauseOrGiveUp("the daemon");
      }
    }
  }

  /** Sends a first line, then carries until the server closes or nobody takes what it says. */
  public void carry(String firstLine, InputStream in, PrintStream out) throws IOException {
    write(ByteBuffer.wrap((firstLine + "\n").getBytes(StandardCharsets.UTF_8)));
    Thread.ofPlatform().daemon().name("input").start(() -> send(in));
    byte[] buffer = new byte[BUFFER];
    InputStream answers = Channels.newInputStream(channel);
    for (int got = answers.read(buffer); got >= 0; got = answers.read(buffer)) {
      out.write(buffer, 0, got);
      if (out.checkError()) { // flushes, too
        return;
      }
    }
  }

  private void send(InputStream in) {
    byte[] buffer = new byte[BUFFER];
    try {
      for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
        write(ByteBuffer.wrap(buffer, 0, got));
      }
      channel.shutdownOutput();
    } catch (IOException closed) {
      // the server went away: the other direction sees it, too
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
