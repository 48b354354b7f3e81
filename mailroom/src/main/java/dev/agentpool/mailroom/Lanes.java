package dev.agentpool.mailroom;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what has the same key one after the other, in the order it came, and different keys beside
 * each other: so their ledger moves share a sync of the disk. Thread-safe.
 */
final class Lanes {
  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
  private final Semaphore atOnce;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Queue<Runnable>> waiting = new HashMap<>(); // guarded by lock

  Lanes(int atOnce) {
    this.atOnce = new Semaphore(atOnce);
  }

  void run(String key, Runnable work) {
    lock.lock();
    try {
      Queue<Runnable> lane = waiting.get(key);
      if (lane != null) {
        lane.add(work);
        return;
      }
      waiting.put(key, new ArrayDeque<>());
    } finally {
      lock.unlock();
    }
    Thread.ofVirtual().name("mail-", 0).start(() -> through(key, work));
  }

  private void through(String key, Runnable first) {
    Runnable work = first;
    while (work != null) {
      atOnce.acquireUninterruptibly();
      try {
        work.run();
      } catch (RuntimeException e) {
        LOG.error("mail for {} was not handled", key, e);
      } finally {
        atOnce.release();
      }
      work = next(key);
    }
  }

  // INVARIANT: a key stands in the map exactly as long as a thread goes through its lane
  private @Nullable Runnable next(String key) {
    lock.lock();
    try {
      Queue<Runnable> lane = waiting.get(key);
      Runnable work = lane == null ? null : lane.poll();
      if (work == null) {
        waiting.remove(key);
      }
      return work;
    } finally {
      lock.unlock();
    }
  }
}
