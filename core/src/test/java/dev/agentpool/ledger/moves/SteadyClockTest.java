package dev.agentpool.ledger.moves;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
  void aStepBackCountsAsNothingAndTimeGoesOnFromThere() {
    Wall wall = new Wall();
    SteadyClock clock = SteadyClock.over(wall, Instant.EPOCH);
    wall.now = START.plusSeconds(10);
    assertThat(clock.now()).isEqualTo(START.plusSeconds(10));
    wall.now = START.minus(Duration.ofDays(1));
    assertThat(clock.now()).isEqualTo(START.plusSeconds(10));
    wall.now = wall.now.plusSeconds(3);
    assertThat(clock.now()).isEqualTo(START.plusSeconds(13));
  }

  @Test
  void itDoesNotStartBeforeWhatTheLedgerKnows() {
    Wall wall = new Wall();
    SteadyClock clock = SteadyClock.over(wall, START.plusSeconds(100));
    assertThat(clock.now()).isEqualTo(START.plusSeconds(100));
    wall.now = START.plusSeconds(1);
    assertThat(clock.now()).isEqualTo(START.plusSeconds(101));
  }

  @Test
  void itGoesInWholeMicrosecondsAndLosesNone() {
    Wall wall = new Wall();
    SteadyClock clock = SteadyClock.over(wall, Instant.EPOCH);
    for (int i = 1; i <= 3; i++) {
      wall.now = START.plusNanos(700L * i);
      clock.now();
    }
    assertThat(clock.now()).isEqualTo(START.plusNanos(2000));
  }

  @Test
  void overTheMachinesClockItRisesWithIt() {
    SteadyClock clock = SteadyClock.over(Clock.systemUTC(), Instant.EPOCH);
    Instant before = clock.now();
    assertThat(Duration.between(before, Instant.now()).abs()).isLessThan(Duration.ofSeconds(5));
    Instant last = before;
    for (int i = 0; i < 1000; i++) {
      Instant next = clock.now();
      assertThat(next).isAfterOrEqualTo(last);
      last = next;
    }
  }
}
