package dev.agentpool.ledger.moves;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  private static final class Wall extends Clock {
    private Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void aStepForwardIsFollowedAtOnceThoughNothingHasPassed() {
    Wall wall = new Wall();
    SteadyClock clock = SteadyClock.over(wall, () -> 0, Instant.EPOCH);
    wall.now = START.plus(Duration.ofHours(3));
    assertThat(clock.now()).isEqualTo(START.plus(Duration.ofHours(3)));
  }

  @Test
  void aStepBackIsCaughtUpWithAtHalfSpeedAndNeverGoesBack() {
    Wall wall = new Wall();
    AtomicLong nanos = new AtomicLong();
    SteadyClock clock = SteadyClock.over(wall, nanos::get, Instant.EPOCH);
    wall.now = START.minusSeconds(10);
    assertThat(clock.now()).isEqualTo(START);
    Instant last = START;
    for (int second = 1; second <= 30; second++) {
      nanos.addAndGet(1_000_000_000);
      wall.now = wall.now.plusSeconds(1);
      Instant next = clock.now();
      assertThat(next).isAfter(last);
      last = next;
    }
    assertThat(last).isEqualTo(START.plusSeconds(20)).isEqualTo(wall.now);
  }

  @Test
  void overAnotherClockWhatPassesIsWhatItGoesForward() {
    Wall wall = new Wall();
    SteadyClock clock = SteadyClock.over(wall, Instant.EPOCH);
    wall.now = START.plusSeconds(10);
    assertThat(clock.now()).isEqualTo(START.plusSeconds(10));
    wall.now = START.minus(Duration.ofDays(1));
    assertThat(clock.now()).isEqualTo(START.plusSeconds(10));
    wall.now = wall.now.plusSeconds(4);
    assertThat(clock.now()).isEqualTo(START.plusSeconds(12));
  }

  @Test
  void itDoesNotStartBeforeWhatTheLedgerKnows() {
    Wall wall = new Wall();
    SteadyClock clock = SteadyClock.over(wall, START.plusSeconds(100));
    assertThat(clock.now()).isEqualTo(START.plusSeconds(100));
    wall.now = START.plusSeconds(200);
    assertThat(clock.now()).isEqualTo(START.plusSeconds(200));
  }

  @Test
  void itGoesInWholeMicroseconds() {
    Wall wall = new Wall();
    SteadyClock clock = SteadyClock.over(wall, Instant.EPOCH);
    wall.now = START.plusNanos(2_700);
    assertThat(clock.now()).isEqualTo(START.plusNanos(2_000));
  }

  @Test
  void overTheMachinesClockItRisesWithIt() {
    SteadyClock clock = SteadyClock.over(Clock.systemUTC(), Instant.EPOCH);
    Instant before = clock.now();
    assertThat(Duration.between(before, Instant.now()).abs()).isLessThan(Duration.ofSeconds(60));
    Instant last = before;
    for (int i = 0; i < 1000; i++) {
      Instant next = clock.now();
      assertThat(next).isAfterOrEqualTo(last);
      last = next;
    }
  }
}
