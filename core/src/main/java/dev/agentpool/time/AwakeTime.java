package dev.agentpool.time;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Time as this process lives it: it stands still while the machine is suspended (a closed lid) and
 * while the process is stopped (SIGSTOP, a paused virtual machine). What bounds the work of others,
 * a time-out or a stall watch, is measured in it, since nobody worked meanwhile.
 *
 * <p>A suspended machine's monotonic clock stands still by itself; a stopped process's does not. So
 * a thread looks at the clock every second, and who looks after a gap of more than two and a half
 * takes it for a sleep: also another thread that wakes up before that one. How long the machine
 * itself slept is told by the clock since its boot, which goes on.
 *
 * <p>Safe for all threads. Listeners hear of a sleep on the looking thread.
 */
public final class AwakeTime implements AutoCloseable {
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(2_500);

  private final LongSupplier monotonic;
  private final LongSupplier sinceBoot;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final List<Consumer<Duration>> listeners = new CopyOnWriteArrayList<>();
  private long lastSeen; // guarded by lock; monotonic
  private long lost; // guarded by lock; of the monotonic time
  private long untold; // guarded by lock
  private long suspended; // guarded by lock; how far the clock since boot is ahead
  private Duration slept = Duration.ZERO; // guarded by lock
  private boolean closed; // guarded by lock

  /** Over a monotonic clock of the caller's, for tests; {@link #look} is called by hand. */
  public AwakeTime(LongSupplier monotonic, LongSupplier sinceBoot) {
    this.monotonic = monotonic;
    this.sinceBoot = sinceBoot;
    lastSeen = monotonic.getAsLong();
    suspended = sinceBoot.getAsLong() - lastSeen;
  }

  /** Over the machine's clocks, with a thread that looks until it is closed. */
  public static AwakeTime ofMachine() {
    AwakeTime time = new AwakeTime(System::nanoTime, BootClock::nanos);
    Thread.ofPlatform().name("awake-time").daemon().start(time::lookOn);
    return time;
  }

  private void lookOn() {
    try {
      while (!closedAfter(LOOK_NANOS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean closedAfter(long nanos) throws InterruptedException {
    lock.lock();
    try {
      return closed || (ended.awaitNanos(nanos) > 0 && closed);
    } finally {
      lock.unlock();
    }
  }

  /** Awake nanoseconds since some fixed time; only differences mean something. */
  public long nanos() {
    lock.lock();
    try {
      long now = monotonic.getAsLong();
      long gap = now - lastSeen;
      if (gap > GAP_NANOS) {
        lost += gap - LOOK_NANOS;
        untold += gap - LOOK_NANOS;
      }
      lastSeen = now;
      return now - lost;
    } finally {
      lock.unlock();
    }
  }

  /** What has passed, awake, since {@link #nanos} was that. */
  public Duration since(long nanos) {
    return Duration.ofNanos(nanos() - nanos);
  }

  /** How long it slept since it was made. */
  public Duration slept() {
    lock.lock();
    try {
      return slept;
    } finally {
      lock.unlock();
    }
  }

  /** Hears how long each sleep was, when it is over. */
  public void onSleep(Consumer<Duration> listener) {
    listeners.add(listener);
  }

  /** Looks at the clocks, and tells of a sleep that is over. */
  public void look() {
    Duration told;
    lock.lock();
    try {
      nanos();
      long ahead = sinceBoot.getAsLong() - lastSeen;
      if (ahead - suspended > LOOK_NANOS) {
        untold += ahead - suspended;
        suspended = ahead;
      }
      told = Duration.ofNanos(untold);
      untold = 0;
      slept = slept.plus(told);
    } finally {
      lock.unlock();
    }
    if (told.isPositive()) {
      listeners.forEach(listener -> listener.accept(told));
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
