package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** When memory is given back. */
class AtRestTest {
  @Test
  void memoryIsGivenBackOnceAfterEachTimeOfWork() {
    AtomicReference<Optional<Duration>> taken = new AtomicReference<>(seconds(3));
    AtomicInteger given = new AtomicInteger();
    AtRest rest = new AtRest(taken::get, given::incrementAndGet);
    rest.look();
    assertThat(given.get()).as("it has just started, which is work").isZero();
    taken.set(Optional.of(Duration.ofMillis(3_100)));
    rest.look();
    rest.look();
    assertThat(given.get()).as("once, though it stays at rest").isEqualTo(1);
    taken.set(seconds(9));
    rest.look();
    taken.set(seconds(12));
    rest.look();
    assertThat(given.get()).as("it works").isEqualTo(1);
    rest.look();
    assertThat(given.get()).isEqualTo(2);
    taken.set(Optional.empty());
    rest.look();
    assertThat(given.get()).as("nobody knows what it takes").isEqualTo(2);
  }

  private static Optional<Duration> seconds(int seconds) {
    return Optional.of(Duration.ofSeconds(seconds));
  }
}
