package dev.agentpool.time;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * How long a stop or a drain waits for what runs. The end may come nearer while somebody waits, and
 * never goes away again. Thread-safe.
 */
public final class StopPatience {
  private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();
  private final AwakeTime awake;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition nearer = lock.newCondition();
  private long end; // guarded by lock; in awake nanoseconds

  public StopPatience(AwakeTime awake, Duration atMost) {
    this.awake = awake;
    this.end = awake.nanos() + atMost.toNanos();
  }

  /** From now on at most so long. */
  public void atMost(Duration duration) {
    lock.lock();
    try {
      end = Math.min(end, awake.nanos() + duration.toNanos());
      nearer.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Looks until it is so, and says whether it was before the end. */
  public boolean await(BooleanSupplier quiet) throws InterruptedException {
    return await(quiet, LOOK_NANOS);
  }

  /** The same with a look every so many nanoseconds. */
  public boolean await(BooleanSupplier quiet, long lookNanos) throws InterruptedException {
    while (!quiet.getAsBoolean()) {
      lock.lock();
      try {
        long left = end - awake.nanos();
        if (left <= 0) {
          return false;
        }
        nearer.awaitNanos(Math.min(left, lookNanos));
      } finally {
        lock.unlock();
      }
    }
    return true;
  }
}
