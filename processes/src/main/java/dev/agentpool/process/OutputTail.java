package dev.agentpool.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session as the tail thread sees it: how far its output was read, and how far it is in ending.
 */
final class OutputTail {

  private static final Logger log = LoggerFactory.getLogger(OutputTail.class);
  private static final long BYTES_PER_LOOK = 1 << 20; // then the next session has its turn

  /** Also of sessions that an agentpool started which allowed more. */
  private static final int LONGEST_LINE = 1 << 20;

  /** What the tail thread is to do after a look. */
  enum Next {
    WAIT,
    LOOK_SOON,
    LOOK_NOW,
    FORGET
  }

  private enum Phase {
    LIVING,
    SWEEPING,
    DRAINING,
    ENDED
  }

  private final DurableChild child;
  private final LineBudget budget;
  private final Runnable wake;
  private @Nullable FileChannel channel;
  private DurableChild.@Nullable Follower follower;
  private @Nullable LineSplitter splitter;
  private Phase phase;
  private boolean exitHinted;
  private boolean quotaTold;
  private boolean quotaEnforced;

  OutputTail(DurableChild child, boolean ended, LineBudget budget, Runnable wake) {
    this.child = child;
    this.budget = budget;
    this.phase = ended ? Phase.ENDED : Phase.LIVING;
    this.wake = wake;
  }

  DurableChild child() {
    return child;
  }

  boolean isLiving() {
    return phase == Phase.LIVING;
  }

  /** Something says that the child has ended. */
  void hintExit() {
    exitHinted = true;
  }

  /**
   * Reads what is new and moves the ending on.
   *
   * @param thorough whether to check also what nobody reported
   */
  Next look(ByteBuffer buffer, boolean thorough) {
    boolean complete =
        phase == Phase.DRAINING || phase == Phase.ENDED; // nothing is added to the output any more
    boolean more = false;
    try {
      FileChannel file = open();
      if (file != null) {
        more = readSome(file, buffer);
        checkQuota(file.size(), thorough);
      }
    } catch (IOException failure) {
      log.warn("cannot read {}: {}", child.sessionFolder().out(), failure.getMessage());
    }
    LineSplitter read = splitter;
    if (read != null) {
      child.delivered(read.offset());
    }
    if (more) {
      return Next.LOOK_NOW;
    }
    if (complete) {
      return complete();
    }
    if (phase == Phase.LIVING && (exitHinted || thorough)) {
      return lookAtHolder();
    }
    return Next.WAIT;
  }

  private Next lookAtHolder() {
    if (exitHinted ? child.alive() : child.seemsAlive()) {
      // the holder goes within a millisecond of the exit code
      exitHinted = exitHinted && child.sessionFolder().readExit().isPresent();
      return exitHinted ? Next.LOOK_SOON : Next.WAIT;
    }
    if (!child.needsSweep()) {
      phase = Phase.DRAINING;
      return Next.LOOK_NOW;
    }
    phase = Phase.SWEEPING;
    Thread.ofVirtual()
        .name("agentpool-sweep")
        .start(() -> {
          try {
            child.sweep();
          } finally {
            wake.run();
          }
        });
    return Next.WAIT;
  }

  /** The sweep is over: what is in the file now is all there will be. */
  void swept() {
    if (phase == Phase.SWEEPING) {
      phase = Phase.DRAINING;
    }
  }

  private Next complete() {
    LineSplitter lines = splitter;
    if (lines != null) {
      deliver(lines::end);
    }
    DurableChild.Follower last = follower;
    if (last != null && child.follower() == last) {
      deliver(() -> last.listener().ended());
    }
    if (phase == Phase.DRAINING) {
      phase = Phase.ENDED;
      child.ended();
    }
    close();
    return Next.FORGET;
  }

  void close() {
    if (splitter != null) {
      splitter.letGo();
    }
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException ignored) {
        // it was read only
      }
    }
  }

  private @Nullable FileChannel open() throws IOException {
    if (channel == null) {
      try {
        channel = FileChannel.open(child.sessionFolder().out(), StandardOpenOption.READ);
      } catch (NoSuchFileException none) {
        return null; // someone tidied up
      }
    }
    return channel;
  }

  /** Whether there is more to read. */
  private boolean readSome(FileChannel file, ByteBuffer buffer) throws IOException {
    takeUpFollower();
    for (long read = 0; read < BYTES_PER_LOOK; ) {
      LineSplitter lines = splitter;
      if (lines == null || child.follower() != follower) {
        return child.follower() != follower;
      }
      buffer.clear();
      int count = file.read(buffer, lines.offset());
      if (count <= 0) {
        return false;
      }
      read += count;
      deliver(() -> lines.take(buffer.array(), count));
    }
    return true;
  }

  private void takeUpFollower() {
    DurableChild.Follower wanted = child.follower();
    if (wanted != follower) {
      follower = wanted;
      if (splitter != null) {
        splitter.letGo();
      }
      splitter =
          wanted == null
              ? null
              : new LineSplitter(
                  wanted.listener(),
                  Math.min(child.maxLineBytes(), LONGEST_LINE),
                  budget,
                  wanted.fromOffset(),
                  () -> child.follower() == wanted);
    }
  }

  private void checkQuota(long outBytes, boolean thorough) {
    long quota = child.outputQuotaBytes();
    boolean over = outBytes > quota;
    DurableChild.Follower told = follower;
    if (over && !quotaTold && told != null) {
      quotaTold = true;
      deliver(() -> told.listener().overQuota(outBytes));
    }
    if (phase == Phase.LIVING && !quotaEnforced) {
      boolean errOver =
          (thorough || exitHinted) && SessionFolder.size(child.sessionFolder().err()) > quota;
      if ((over || errOver) && child.alive()) {
        quotaEnforced = true;
        child.endForQuota(over ? "out" : "err", quota);
      }
    }
  }

  /** A listener that fails must not stop the others. */
  private void deliver(Runnable delivery) {
    try {
      delivery.run();
    } catch (RuntimeException | Error failure) {
      log.error("the follower of {} failed and is dropped", child.folder(), failure);
      DurableChild.Follower failed = follower;
      if (failed != null) {
        child.drop(failed);
        Thread.ofVirtual().name("agentpool-failed").start(() -> failed.listener().failed(failure));
      }
    }
  }
}
