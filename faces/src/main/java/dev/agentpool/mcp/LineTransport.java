package dev.agentpool.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpServerTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import reactor.core.publisher.Mono;

/** Sends messages as lines. Any thread may send; one line is written at a time. */
final class LineTransport implements McpServerTransport {
  private final ByteChannel channel;
  private final McpJsonMapper json;
  private final Runnable lost;
  private final ReentrantLock writing = new ReentrantLock();

  /**
   * A transport.
   *
   * @param lost called when a line cannot be written; maybe more than once
   */
  LineTransport(ByteChannel channel, McpJsonMapper json, Runnable lost) {
    this.channel = channel;
    this.json = json;
    this.lost = lost;
  }

  @Override
  public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
    return Mono.fromRunnable(() -> {
      try {
        write(message);
      } catch (IOException e) {
        lost.run();
        throw new UncheckedIOException(e);
      }
    });
  }

  /** Sends a message, or an error that no request has, now; false when the client is gone. */
  boolean send(Object message) {
    try {
      write(message);
      return true;
    } catch (IOException e) {
      lost.run();
      return false;
    }
  }

  private void write(Object message) throws IOException {
    ByteBuffer line = line(message);
    writing.lock();
    try {
      while (line.hasRemaining()) {
        channel.write(line);
      }
    } finally {
      writing.unlock();
    }
  }

  private ByteBuffer line(Object message) {
    try {
      return ByteBuffer.wrap(
          (json.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) { // our fault, not the client's end
      throw new IllegalStateException("a message cannot be written as JSON", e);
    }
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return json.convertValue(data, type);
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromRunnable(lost);
  }

  @Override
  public void close() {
    lost.run();
  }
}
