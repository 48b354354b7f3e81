package dev.agentpool.mcp;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A stream of server-sent events that never stays silent: between events it sends a comment now and
 * then, which also shows when the client is lost. What is written goes out at a flush, in one
 * piece.
 */
final class EventStream extends Writer {
  private static final byte[] COMMENT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);
  private final OutputStream out;
  private final Runnable lost;
  private final CountDownLatch end = new CountDownLatch(1);
  private final ReentrantLock writing = new ReentrantLock();
  private final StringBuilder event = new StringBuilder(); // guarded by writing
  private boolean broken; // guarded by writing

  /**
   * A stream.
   *
   * @param lost called once when the client turns out to be lost
   */
  EventStream(OutputStream out, Duration keepAlive, Runnable lost) {
    this.out = out;
    this.lost = lost;
    Thread.ofVirtual().name("mcp-keep-alive").start(() -> keepAlive(keepAlive));
  }

  @Override
  public void write(char[] text, int from, int length) {
    writing.lock();
    try {
      event.append(text, from, length);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void flush() throws IOException {
    writing.lock();
    try {
      byte[] bytes = event.toString().getBytes(StandardCharsets.UTF_8);
      event.setLength(0);
      send(bytes);
    } finally {
      writing.unlock();
    }
  }

  private void send(byte[] bytes) throws IOException {
    if (broken || end.getCount() == 0) {
      throw new IOException("the stream has ended");
    }
    if (bytes.length == 0) {
      return;
    }
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException | IllegalStateException e) {
      broken = true;
      Thread.ofVirtual().name("mcp-client-lost").start(lost);
      throw new IOException(e);
    }
  }

  private void keepAlive(Duration pause) {
    try {
      while (!end.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        writing.lock();
        try {
          send(COMMENT);
        } finally {
          writing.unlock();
        }
      }
    } catch (IOException e) {
      // the stream has ended, or send has told who wants to know
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Nothing is written any more when this returns; the response may be used for another request.
   */
  @Override
  public void close() {
    end.countDown();
    writing.lock();
    writing.unlock();
  }
}
