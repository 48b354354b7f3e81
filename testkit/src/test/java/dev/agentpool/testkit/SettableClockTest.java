package dev.agentpool.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SettableClockTest {
  @Test
  void movesOnlyWhenMovedAndTakesItsViewsAlong() {
    var clock = new SettableClock(Instant.EPOCH);
    Clock berlin = clock.withZone(ZoneId.of("Europe/Berlin"));
    assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
    clock.advance(Duration.ofMinutes(1));
    clock.advance(Duration.ofSeconds(-10));
    assertThat(berlin.instant()).isEqualTo(Instant.ofEpochSecond(50));
    clock.set(Instant.MAX);
    assertThat(clock.instant()).isEqualTo(Instant.MAX);
  }
}
