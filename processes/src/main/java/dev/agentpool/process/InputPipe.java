package dev.agentpool.process;

import dev.agentpool.process.ProcessException.Code;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The daemon's end of a session's input FIFO.
 *
 * <p>Every open and write is non-blocking, so no child can hang the daemon, and waiting parks the
 * calling thread, never a carrier. The FIFO is opened for each message: a descriptor kept open
 * would keep the child from reading the end.
 */
final class InputPipe {

  private static final long SHORT_PAUSE = 200_000; // ns
  private static final long LONG_PAUSE = 5_000_000; // ns

  private final SessionFolder folder;
  private final boolean fifo;
  private final Duration patience;
  private final BooleanSupplier alive;
  private final ReentrantLock lock = new ReentrantLock(); // one message at a time
  private boolean broken; // guarded by lock

  InputPipe(SessionFolder folder, boolean fifo, Duration patience, BooleanSupplier alive) {
    this.folder = folder;
    this.fifo = fifo;
    this.patience = patience;
    this.alive = alive;
  }

  void write(byte[] message) {
    if (!fifo) {
      throw new ProcessException(
          Code.INPUT_CLOSED, "the input of " + folder.path() + " is a file: it takes no messages");
    }
    lock.lock();
    try {
      if (broken) {
        throw new ProcessException(
            Code.INPUT_BROKEN,
            "an earlier message was cut off in the input of "
                + folder.path()
                + ": end this session");
      }
      int fd = open();
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
        writeFully(fd, bytes);
      } finally {
        Native.close(fd);
      }
    } finally {
      lock.unlock();
    }
  }

  private int open() {
    int fd = Native.open(folder.in(), Native.O_WRONLY | Native.O_NONBLOCK);
    if (fd >= 0) {
      if (!alive.getAsBoolean()) {
        Native.close(fd);
        throw ended();
      }
      return fd;
    }
    throw switch (-fd) {
      case Native.ENXIO -> ended();
      case Native.ENOENT ->
          new ProcessException(
              Code.INPUT_CLOSED,
              "the input of " + folder.path() + " was closed: start a new session");
      default ->
          new ProcessException(
              Code.FOLDER_UNUSABLE, "cannot open " + folder.in() + " for writing: errno " + -fd);
    };
  }

  private void writeFully(int fd, MemorySegment bytes) {
    long written = 0;
    long lastProgress = System.nanoTime();
    long pause = SHORT_PAUSE;
    while (written < bytes.byteSize()) {
      long result = Native.write(fd, bytes.asSlice(written));
      if (result > 0) {
        written += result;
        lastProgress = System.nanoTime();
        pause = SHORT_PAUSE;
      } else if (result == -Native.EPIPE) {
        throw ended();
      } else if (result == -Native.EAGAIN || result == -Native.EINTR) {
        if (System.nanoTime() - lastProgress > patience.toNanos()
            || Thread.currentThread().isInterrupted()) {
          throw stalled(written, bytes.byteSize());
        }
        if (pause == LONG_PAUSE && !alive.getAsBoolean()) {
          throw ended();
        }
        LockSupport.parkNanos(pause);
        pause = Math.min(LONG_PAUSE, pause * 2);
      } else {
        throw new ProcessException(
            Code.FOLDER_UNUSABLE, "cannot write to " + folder.in() + ": errno " + -result);
      }
    }
  }

  private ProcessException stalled(long written, long length) {
    broken = written > 0;
    String why =
        Thread.currentThread().isInterrupted()
            ? "the writer was interrupted"
            : "nothing was read for " + patience;
    return broken
        ? new ProcessException(
            Code.INPUT_BROKEN,
            "the child in %s took %d of %d bytes, then %s: end this session"
                .formatted(folder.path(), written, length, why))
        : new ProcessException(
            Code.INPUT_STALLED,
            "the child in %s does not read its input (%s): try again later, or end it"
                .formatted(folder.path(), why));
  }

  private ProcessException ended() {
    return new ProcessException(
        Code.CHILD_ENDED, "the child in " + folder.path() + " has ended: nothing reads its input");
  }

  /**
   * Ends the keeper of the write end, see {@link Launcher}. The keeper waits in the opening of
   * {@code in.close}; it may not have got that far yet, so this tries for a while.
   */
  void close() {
    lock.lock();
    try {
      long deadline = System.nanoTime() + patience.toNanos();
      while (fifo && Files.exists(folder.in()) && alive.getAsBoolean()) {
        int fd = Native.open(folder.inClose(), Native.O_WRONLY | Native.O_NONBLOCK);
        if (fd >= 0) {
          Native.close(fd);
          Files.deleteIfExists(folder.in());
          return;
        }
        if (System.nanoTime() > deadline) {
          throw new ProcessException(
              Code.INPUT_STALLED,
              "the keeper of the input of " + folder.path() + " does not answer: end this session");
        }
        LockSupport.parkNanos(1_000_000);
      }
    } catch (IOException failure) {
      throw new ProcessException(
          Code.FOLDER_UNUSABLE,
          "cannot remove " + folder.in() + ": " + failure.getMessage(),
          failure);
    } finally {
      lock.unlock();
    }
  }
}
