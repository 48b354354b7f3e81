package dev.agentpool.ledger.moves;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The wall clock, but never back: what people set, a suspended machine and a corrected time are
 * followed at once when they lead forward. When they lead back, time goes on at half its speed
 * until the wall clock has caught up, so that what waits for a time still comes to it. In whole
 * microseconds. It starts at the wall time or at the last time the ledger knows, whichever is
 * later.
 *
 * <p>Times are for people and for delays: what came first is told by sequence numbers. Safe for all
 * threads.
 */
public final class SteadyClock {
  private final ReentrantLock lock = new ReentrantLock();
  private final Clock wall;
  private final LongSupplier nanos;
  private long lastNanos; // guarded by lock
  private Instant now; // guarded by lock

  private SteadyClock(Clock wall, Instant start, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
    lastNanos = nanos.getAsLong();
    now = start;
  }

  /**
   * Starts at the clock's time, but not before {@code lastKnown}. What passes while it is ahead of
   * the wall clock is told by the machine's monotonic clock; over any clock but the machine's own
   * (a test's) it is what that one goes forward.
   */
  public static SteadyClock over(Clock wall, Instant lastKnown) {
    Instant start = wall.instant();
    boolean machine = wall.equals(Clock.system(wall.getZone()));
    return over(
        wall,
        machine ? System::nanoTime : () -> Duration.between(start, wall.instant()).toNanos(),
        lastKnown);
  }

  /**
   * @param nanos a monotonic clock beside the wall clock
   */
  public static SteadyClock over(Clock wall, LongSupplier nanos, Instant lastKnown) {
    Instant start = wall.instant().truncatedTo(ChronoUnit.MICROS);
    return new SteadyClock(wall, start.isBefore(lastKnown) ? lastKnown : start, nanos);
  }

  public Instant now() {
    lock.lock();
    try {
      long passed = Math.max(0, nanos.getAsLong() - lastNanos);
      lastNanos = nanos.getAsLong();
      Instant shown = wall.instant().truncatedTo(ChronoUnit.MICROS);
      Instant slowly = now.plus(passed / 2_000, ChronoUnit.MICROS);
      now = shown.isAfter(slowly) ? shown : slowly;
      return now;
    } finally {
      lock.unlock();
    }
  }
}
