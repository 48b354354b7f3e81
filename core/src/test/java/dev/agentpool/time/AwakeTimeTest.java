package dev.agentpool.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwakeTimeTest {
  private long monotonic = 5;
  private long sinceBoot = 9;
  private final AwakeTime time = new AwakeTime(() -> monotonic, () -> sinceBoot);
  private final List<Duration> sleeps = new ArrayList<>();
  private final long start = time.nanos();

  private void pass(Duration both) {
    monotonic += both.toNanos();
    sinceBoot += both.toNanos();
  }

  private void awake(Duration whole) {
    for (long i = 0; i < whole.toSeconds(); i++) {
      pass(Duration.ofSeconds(1));
      time.look();
    }
  }

  @Test
  void whileItIsLookedAtItGoesWithTheClock() {
    time.onSleep(sleeps::add);
    awake(Duration.ofSeconds(60));
    assertThat(time.since(start)).isEqualTo(Duration.ofSeconds(60));
    assertThat(sleeps).isEmpty();
  }

  @Test
  void aStoppedProcessLosesNothingThoughItsClockWentOn() {
    time.onSleep(sleeps::add);
    awake(Duration.ofSeconds(10));
    pass(Duration.ofMinutes(5));
    assertThat(time.since(start)).isEqualTo(Duration.ofSeconds(11)); // who wakes up first
    time.look();
    assertThat(time.since(start)).isEqualTo(Duration.ofSeconds(11));
    assertThat(sleeps).containsExactly(Duration.ofSeconds(299));
    awake(Duration.ofSeconds(10));
    assertThat(sleeps).hasSize(1);
    assertThat(time.slept()).isEqualTo(Duration.ofSeconds(299));
    assertThat(time.since(start)).isEqualTo(Duration.ofSeconds(21));
  }

  @Test
  void aSuspendedMachineIsToldOfAndItsMonotonicClockNeedsNoCorrection() {
    time.onSleep(sleeps::add);
    awake(Duration.ofSeconds(10));
    sinceBoot += Duration.ofHours(8).toNanos();
    awake(Duration.ofSeconds(1));
    assertThat(time.since(start)).isEqualTo(Duration.ofSeconds(11));
    assertThat(sleeps).containsExactly(Duration.ofHours(8));
    awake(Duration.ofSeconds(5));
    assertThat(sleeps).hasSize(1);
  }

  @Test
  void aBusyMachineThatIsLateByASecondIsNotAsleep() {
    time.onSleep(sleeps::add);
    pass(Duration.ofMillis(2_400));
    time.look();
    assertThat(sleeps).isEmpty();
    assertThat(time.since(start)).isEqualTo(Duration.ofMillis(2_400));
  }

  @Test
  void ofTheMachineItRises() {
    try (AwakeTime machine = AwakeTime.ofMachine()) {
      long before = machine.nanos();
      assertThat(machine.nanos()).isGreaterThanOrEqualTo(before);
      assertThat(machine.slept()).isEqualTo(Duration.ZERO);
    }
  }
}
