package dev.agentpool.mcp;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts what is not finished yet. */
final class InFlight {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();
  private int count; // guarded by lock

  void begin() {
    change(1);
  }

  void end() {
    change(-1);
  }

  private void change(int by) {
    lock.lock();
    try {
      count += by;
      if (count == 0) {
        none.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isNone() {
    lock.lock();
    try {
      return count == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing is left, or for that long. */
  void awaitNone(Duration atMost) {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (count > 0 && left > 0) {
        left = none.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
