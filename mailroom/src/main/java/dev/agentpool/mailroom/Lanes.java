package dev.agentpool.mailroom;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on what has the same key in the order it came, and different keys beside each other. What
 * queued up in a lane meanwhile is handed on together, so that much costs little more than one.
 * Thread-safe.
 */
final class Lanes<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
  private static final int MOST_TOGETHER = 256;
  private final Semaphore atOnce;
  private final Consumer<List<T>> work;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Queue<T>> waiting = new HashMap<>(); // guarded by lock

  /**
   * @param work gets what has one key, in order, at least one
   */
  Lanes(int atOnce, Consumer<List<T>> work) {
    this.atOnce = new Semaphore(atOnce);
    this.work = work;
  }

  void add(String key, T item) {
    lock.lock();
    try {
      Queue<T> lane = waiting.get(key);
      if (lane != null) {
        lane.add(item);
        return;
      }
      waiting.put(key, new ArrayDeque<>(List.of(item)));
    } finally {
      lock.unlock();
    }
    Thread.ofVirtual().name("mail-", 0).start(() -> through(key));
  }

  private void through(String key) {
    for (List<T> items = next(key); !items.isEmpty(); items = next(key)) {
      atOnce.acquireUninterruptibly();
      try {
        work.accept(items);
      } catch (RuntimeException e) {
        LOG.error("mail for {} was not handled", key, e);
      } finally {
        atOnce.release();
      }
    }
  }

  // INVARIANT: a key stands in the map exactly as long as a thread goes through its lane
  private List<T> next(String key) {
    List<T> items = new ArrayList<>();
    lock.lock();
    try {
      Queue<T> lane = waiting.getOrDefault(key, new ArrayDeque<>());
      while (!lane.isEmpty() && items.size() < MOST_TOGETHER) {
        items.add(lane.remove());
      }
      if (items.isEmpty()) {
        waiting.remove(key);
      }
    } finally {
      lock.unlock();
    }
    return items;
  }
}
