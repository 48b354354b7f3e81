package dev.agentpool.process;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that follows all sessions.
 *
 * <p>It sleeps in {@code poll(2)} on an inotify descriptor, to which the kernel pushes every change
 * in a session folder, and on a pipe, by which other threads wake it. As a safety net it looks at
 * every session once in a {@code tailInterval}. Where inotify is not to be had (too many
 * instances), it looks at all sessions every 1 to 20 ms.
 *
 * <p>INVARIANT: {@code tails}, {@code watches} and every {@link OutputTail} are touched by this
 * thread only.
 */
final class TailThread implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TailThread.class);
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final int LONGEST_POLL_MILLIS = 20;
  private static final long HELD_BYTES = 24 << 20; // of unfinished lines of all sessions

  private final long intervalNanos;
  private final Thread thread;
  private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile boolean closed;

  private final int wakeRead;
  private final int wakeWrite;
  private final int inotify; // negative when there is none
  private final Map<DurableChild, OutputTail> tails = new LinkedHashMap<>();
  private final Map<Integer, OutputTail> watches = new HashMap<>();
  private final Map<OutputTail, Integer> watchOf = new HashMap<>();
  private final LineBudget budget = new LineBudget(HELD_BYTES);
  private final Set<OutputTail> now = new LinkedHashSet<>();
  private final Set<OutputTail> soon = new LinkedHashSet<>();

  TailThread(Duration interval) {
    intervalNanos = interval.toNanos();
    long ends = Native.pipe();
    if (ends < 0) {
      throw new ProcessException(
          ProcessException.Code.SPAWN_FAILED,
          "cannot open a pipe (errno " + -ends + "): raise the limit of open files");
    }
    wakeRead = (int) ends;
    wakeWrite = (int) (ends >> 32);
    inotify = Native.inotify();
    if (inotify < 0) {
      log.warn(
          "no inotify (errno {}): output files are polled; raise fs.inotify.max_user_instances",
          -inotify);
    }
    thread = Thread.ofPlatform().daemon().name("agentpool-tail").start(this::run);
  }

  /** Looks at a child, and goes on looking until it has ended and its follower has all. */
  void watch(DurableChild child, boolean ended) {
    order(() -> tailOf(child, ended));
  }

  void hintExit(DurableChild child) {
    order(() -> {
      OutputTail tail = tails.get(child);
      if (tail != null) {
        tail.hintExit();
        now.add(tail);
      }
    });
  }

  private OutputTail tailOf(DurableChild child, boolean ended) {
    OutputTail tail = tails.get(child);
    if (tail == null) {
      tail = new OutputTail(child, ended, budget, () -> sweepDone(child));
      tails.put(child, tail);
      startWatch(tail);
      tail.hintExit(); // it may have ended before the watch began
    }
    now.add(tail);
    return tail;
  }

  private void sweepDone(DurableChild child) {
    order(() -> {
      OutputTail tail = tails.get(child);
      if (tail != null) {
        tail.swept();
        now.add(tail);
      }
    });
  }

  private void startWatch(OutputTail tail) {
    if (inotify >= 0 && tail.isLiving()) {
      int watch = Native.watch(inotify, tail.child().folder(), Native.IN_MODIFY);
      if (watch >= 0) {
        watches.put(watch, tail);
        watchOf.put(tail, watch);
      } else {
        log.warn("cannot watch {} (errno {}): it is polled", tail.child().folder(), -watch);
      }
    }
  }

  private void order(Runnable order) {
    orders.add(order);
    wake();
  }

  private void wake() {
    if (woken.compareAndSet(false, true) && Thread.currentThread() != thread && !closed) {
      try (Arena arena = Arena.ofConfined()) {
        Native.write(wakeWrite, arena.allocate(1));
      }
    }
  }

  private void run() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment descriptors =
          inotify >= 0
              ? Native.pollDescriptors(arena, wakeRead, inotify)
              : Native.pollDescriptors(arena, wakeRead);
      MemorySegment events = arena.allocate(64 * 1024, 8);
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      long nextThorough = System.nanoTime() + intervalNanos;
      int pollMillis = 1;
      while (!closed) {
        Native.poll(descriptors, descriptors.byteSize() / 8, timeout(nextThorough, pollMillis));
        drainWake(events);
        boolean heard = takeOrders() | takeEvents(events);
        boolean thorough = System.nanoTime() - nextThorough >= 0;
        if (thorough) {
          nextThorough = System.nanoTime() + intervalNanos;
        }
        pollMillis = heard ? 1 : Math.min(LONGEST_POLL_MILLIS, pollMillis + 1);
        lookAt(toLookAt(thorough), buffer, thorough);
      }
    } catch (RuntimeException | Error failure) {
      log.error("the tail thread failed: sessions are no longer followed", failure);
      throw failure;
    } finally {
      tails.values().forEach(OutputTail::close);
    }
  }

  private int timeout(long nextThorough, int pollMillis) {
    if (!now.isEmpty() || !orders.isEmpty()) {
      return 0;
    }
    if (!soon.isEmpty()) {
      return 1;
    }
    if (tails.isEmpty()) {
      return -1;
    }
    int toNext =
        (int) Math.clamp((nextThorough - System.nanoTime()) / 1_000_000 + 1, 0, Integer.MAX_VALUE);
    return watchOf.size() < tails.size() ? Math.min(toNext, pollMillis) : toNext;
  }

  private void drainWake(MemorySegment scratch) {
    while (Native.read(wakeRead, scratch) > 0) {}
    // Only now, and before the orders are taken: whoever found it set has put its order in the
    // queue
    // already, and whoever comes later writes again. The other way round a byte could be read away
    // while the flag stays set, and nobody would ever wake this thread again.
    woken.set(false);
  }

  private boolean takeOrders() {
    boolean any = false;
    for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
      order.run();
      any = true;
    }
    return any;
  }

  /**
   * struct inotify_event: int wd, mask, cookie, len; then len bytes of name, padded with zeroes.
   */
  private boolean takeEvents(MemorySegment events) {
    boolean any = false;
    long bytes = inotify < 0 ? 0 : Native.read(inotify, events);
    while (bytes > 0) {
      for (long at = 0; at < bytes; ) {
        int watch = events.get(ValueLayout.JAVA_INT, at);
        int length = events.get(ValueLayout.JAVA_INT, at + 12);
        OutputTail tail = watches.get(watch);
        if (watch < 0) {
          now.addAll(tails.values()); // the queue overflowed
        } else if (tail != null && length > 0) {
          any |= take(tail, events.getString(at + 16));
        }
        at += 16 + length;
      }
      bytes = Native.read(inotify, events);
    }
    return any;
  }

  private boolean take(OutputTail tail, String changed) {
    return switch (changed) {
      case "out", "err" -> {
        now.add(tail);
        yield true;
      }
      case "exit" -> {
        tail.hintExit();
        now.add(tail);
        yield true;
      }
      default -> false; // the input FIFO
    };
  }

  private List<OutputTail> toLookAt(boolean thorough) {
    if (thorough) {
      now.addAll(tails.values());
    } else if (watchOf.size() < tails.size()) {
      for (OutputTail tail : tails.values()) {
        if (!watchOf.containsKey(tail)) {
          now.add(tail);
        }
      }
    }
    now.addAll(soon);
    soon.clear();
    List<OutputTail> chosen = new ArrayList<>(now);
    now.clear();
    return chosen;
  }

  private void lookAt(List<OutputTail> chosen, ByteBuffer buffer, boolean thorough) {
    for (OutputTail tail : chosen) {
      if (closed) {
        return;
      }
      switch (tail.look(buffer, thorough)) {
        case WAIT -> {}
        case LOOK_SOON -> soon.add(tail);
        case LOOK_NOW -> now.add(tail);
        case FORGET -> forget(tail);
      }
    }
  }

  private void forget(OutputTail tail) {
    tails.remove(tail.child());
    Integer watch = watchOf.remove(tail);
    if (watch != null) {
      watches.remove(watch);
      Native.unwatch(inotify, watch);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    woken.set(false);
    wakeAndClose();
    if (Thread.currentThread() != thread) {
      join();
      Native.close(wakeRead);
      Native.close(wakeWrite);
      if (inotify >= 0) {
        Native.close(inotify);
      }
    }
  }

  private void wakeAndClose() {
    closed = true;
    try (Arena arena = Arena.ofConfined()) {
      Native.write(wakeWrite, arena.allocate(1));
    }
  }

  private void join() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
