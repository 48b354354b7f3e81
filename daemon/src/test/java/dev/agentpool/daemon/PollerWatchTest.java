package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollerWatchTest {

  private static final class Played implements PollerWatch.Echo {
    private final Deque<Boolean> heard;
    private int calls;

    Played(List<Boolean> heard) {
      this.heard = new ArrayDeque<>(heard);
    }

    @Override
    public void call() {
      calls++;
    }

    @Override
    public boolean heard(long millis) throws InterruptedException {
      if (heard.isEmpty()) {
        throw new InterruptedException("closed");
      }
      return heard.pop();
    }

    @Override
    public void close() {}
  }

  @Test
  void aPollerThatIsNotHeardThreeTimesInARowIsDead() {
    AtomicInteger dead = new AtomicInteger();
    Played echo = new Played(List.of(true, false, false, false, true));

    new PollerWatch(echo, 1, 1, dead::incrementAndGet).watch();

    assertThat(dead).hasValue(1);
    assertThat(echo.calls).isEqualTo(4);
  }

  @Test
  void oneThatIsLateNowAndThenLives() {
    AtomicInteger dead = new AtomicInteger();

    new PollerWatch(
            new Played(List.of(false, false, true, false, false, true)),
            1,
            1,
            dead::incrementAndGet)
        .watch();

    assertThat(dead).hasValue(0);
  }

  @Test
  void theRealOneIsHeard() throws Exception {
    try (PollerWatch.Echo echo = PollerWatch.throughThePoller()) {
      for (int call = 0; call < 20; call++) {
        echo.call();
        assertThat(echo.heard(60_000)).isTrue();
      }
      assertThat(echo.heard(1)).as("without a call").isFalse();
    }
  }
}
