package dev.agentpool.poolsocket;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One who is told what happens. Whoever tells never waits for a slow one: what there is no room for
 * is left out, and they are told how much it was.
 */
final class Subscriber implements AutoCloseable {
  static final int ROOM = 1_024;
  private final Consumer<String> line;
  private final Runnable end;
  private final Deque<PoolEvent> waiting = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int missed; // guarded by lock
  private boolean closed; // guarded by lock

  /**
   * @param line told each line, on a thread of its own
   * @param end called when no more can be told
   */
  Subscriber(Consumer<String> line, Runnable end) {
    this.line = line;
    this.end = end;
    Thread.ofVirtual().name("pool-door-events").start(this::tell);
  }

  void hear(PoolEvent event) {
    lock.lock();
    try {
      if (waiting.size() >= ROOM) {
        missed++;
        return;
      }
      if (missed > 0) {
        waiting.add(new PoolEvent(PoolEvent.MISSED, event.timestamp(), Map.of("count", missed)));
        missed = 0;
      }
      waiting.add(event);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void tell() {
    try {
      for (Optional<PoolEvent> next = next(); next.isPresent(); next = next()) {
        line.accept(next.get().line());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end.run();
    }
  }

  /** Empty when there is no more. */
  private Optional<PoolEvent> next() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.await();
      }
      return Optional.ofNullable(waiting.poll());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }
}
