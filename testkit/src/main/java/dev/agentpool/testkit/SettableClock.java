package dev.agentpool.testkit;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that moves only when a test moves it, forwards or backwards. Beside its wall time it has
 * a monotonic one, as a machine does, which goes forward with {@link #advance} and takes no part in
 * {@link #set}: that is somebody who sets the machine's time.
 *
 * <p>Safe for use by many threads. Views made by {@link #withZone} follow this clock.
 */
public final class SettableClock extends Clock {
  private final AtomicReference<Instant> now;
  private final AtomicLong nanos;
  private final ZoneId zone;

  /** Starts at 2026-01-01T00:00:00Z. */
  public SettableClock() {
    this(Instant.parse("2026-01-01T00:00:00Z"));
  }

  public SettableClock(Instant start) {
    this(
        new AtomicReference<>(requireNonNull(start, "start is null")),
        new AtomicLong(),
        ZoneOffset.UTC);
  }

  private SettableClock(AtomicReference<Instant> now, AtomicLong nanos, ZoneId zone) {
    this.now = now;
    this.nanos = nanos;
    this.zone = zone;
  }

  public void set(Instant instant) {
    now.set(requireNonNull(instant, "instant is null"));
  }

  /** Moves the clock; a negative duration sets the wall time back. Returns the new time. */
  public Instant advance(Duration duration) {
    nanos.addAndGet(Math.max(0, duration.toNanos()));
    return now.updateAndGet(before -> before.plus(duration));
  }

  /** Monotonic nanoseconds, as {@link System#nanoTime} has them. */
  public long nanos() {
    return nanos.get();
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new SettableClock(now, nanos, other);
  }
}
