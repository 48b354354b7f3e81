package dev.agentpool.testkit;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that moves only when a test moves it, forwards or backwards.
 *
 * <p>Safe for use by many threads. Views made by {@link #withZone} follow this clock.
 */
public final class SettableClock extends Clock {
  private final AtomicReference<Instant> now;
  private final ZoneId zone;

  /** Starts at 2026-01-01T00:00:00Z. */
  public SettableClock() {
    this(Instant.parse("2026-01-01T00:00:00Z"));
  }

  public SettableClock(Instant start) {
    this(new AtomicReference<>(requireNonNull(start, "start is null")), ZoneOffset.UTC);
  }

  private SettableClock(AtomicReference<Instant> now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  public void set(Instant instant) {
    now.set(requireNonNull(instant, "instant is null"));
  }

  /** Moves the clock; a negative duration sets it back. Returns the new time. */
  public Instant advance(Duration duration) {
    return now.updateAndGet(before -> before.plus(duration));
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
    return new SettableClock(now, other);
  }
}
