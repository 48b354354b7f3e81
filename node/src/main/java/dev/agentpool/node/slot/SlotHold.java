package dev.agentpool.node.slot;

import dev.agentpool.node.attempt.AttemptRun;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whether a slot is taken, by which attempt, and whether its session is to be dropped as soon as it
 * is not. Thread-safe.
 */
final class SlotHold {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean busy; // guarded by lock
  private boolean dropWhenFree; // guarded by lock
  private @Nullable AttemptRun running; // guarded by lock

  /** Takes the slot for a claim that is about to be made; false when it is taken. */
  boolean take() {
    lock.lock();
    try {
      boolean free = !busy;
      busy = true;
      return free;
    } finally {
      lock.unlock();
    }
  }

  /**
   * As {@link #take}, but waits while somebody only looks whether there is work; false when an
   * attempt runs or the patience is over.
   */
  boolean takeUnlessRunning(Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (busy && running == null && left > 0) {
        left = changed.awaitNanos(left);
      }
      return take();
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #take}; when it is taken, its session is dropped as soon as it is free. */
  boolean takeToDrop() {
    lock.lock();
    try {
      dropWhenFree |= busy;
      return take();
    } finally {
      lock.unlock();
    }
  }

  /** Lets go of the slot; false when its session is to be dropped first. */
  boolean release() {
    lock.lock();
    try {
      if (isToDrop()) {
        return false;
      }
      busy = false;
      running = null;
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the session is to be dropped, which is then taken as done. */
  boolean isToDrop() {
    lock.lock();
    try {
      boolean drops = dropWhenFree;
      dropWhenFree = false;
      return drops;
    } finally {
      lock.unlock();
    }
  }

  void runs(@Nullable AttemptRun attempt) {
    lock.lock();
    try {
      running = attempt;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the attempt has let go, or the patience is over. */
  void awaitEnd(AttemptRun attempt, Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (running == attempt && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isTaken() {
    lock.lock();
    try {
      return busy;
    } finally {
      lock.unlock();
    }
  }

  @Nullable AttemptRun running() {
    lock.lock();
    try {
      return running;
    } finally {
      lock.unlock();
    }
  }
}
