package dev.agentpool.ledger.moves;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * A clock that never goes back: the wall time at its start (or the last time the ledger knows, if
 * that is later) plus what has passed since, in whole microseconds.
 *
 * <p>Over the machine's own clock, what has passed is taken from the monotonic clock: setting the
 * machine's time moves nothing until the next start. Over any other clock (a test's) it is what
 * that clock went forward; a step back counts as nothing. Safe for all threads.
 */
public final class SteadyClock {
  private final ReentrantLock lock = new ReentrantLock();
  private final LongSupplier nanos;
  private long lastNanos; // guarded by lock
  private Instant now; // guarded by lock

  private SteadyClock(Instant start, LongSupplier nanos) {
    this.nanos = nanos;
    lastNanos = nanos.getAsLong();
    now = start;
  }

  /** Starts at the clock's time, but not before {@code lastKnown}. */
  public static SteadyClock over(Clock wall, Instant lastKnown) {
    Instant start = wall.instant().truncatedTo(ChronoUnit.MICROS);
    Instant from = start.isBefore(lastKnown) ? lastKnown : start;
    boolean machine = wall.equals(Clock.system(wall.getZone()));
    return new SteadyClock(from, machine ? System::nanoTime : nanosOf(wall, start));
  }

  private static LongSupplier nanosOf(Clock wall, Instant start) {
    return () -> Duration.between(start, wall.instant()).toNanos();
  }

  public Instant now() {
    lock.lock();
    try {
      long passedMicros = (nanos.getAsLong() - lastNanos) / 1000;
      if (passedMicros > 0) {
        now = now.plus(passedMicros, ChronoUnit.MICROS);
        lastNanos += passedMicros * 1000;
      } else if (passedMicros < 0) {
        lastNanos = nanos.getAsLong();
      }
      return now;
    } finally {
      lock.unlock();
    }
  }
}
