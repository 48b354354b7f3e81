package dev.agentpool.skill;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads what a command says to the end, so that it is never held up, and keeps the beginning. Reads
 * on a platform thread of its own: a process pipe would pin a virtual thread's carrier.
 */
final class OutputReader {
  /** How long the output may stay open after the command's end: a child may hold it for ever. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final InputStream in;
  private final int limit;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(); // guarded by lock
  private boolean cut; // guarded by lock

  private OutputReader(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
    this.thread = Thread.ofPlatform().daemon().name("shell-insert").unstarted(this::read);
  }

  static OutputReader start(InputStream in, int limit) {
    OutputReader reader = new OutputReader(in, limit);
    reader.thread.start();
    return reader;
  }

  private void read() {
    byte[] buffer = new byte[8192];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        keep(buffer, count);
      }
    } catch (IOException e) {
      return; // closed from the other side: what was read until then is the output
    }
  }

  private void keep(byte[] buffer, int count) {
    lock.lock();
    try {
      int room = Math.min(count, limit - kept.size());
      kept.write(buffer, 0, room);
      cut |= room < count;
    } finally {
      lock.unlock();
    }
  }

  /** What was said, after the command has ended. */
  String textAtEnd() throws InterruptedException {
    thread.join(GRACE);
    lock.lock();
    try {
      String text = kept.toString(StandardCharsets.UTF_8).strip();
      return cut ? text + "\n[output cut at " + limit + " bytes]" : text;
    } finally {
      lock.unlock();
    }
  }
}
