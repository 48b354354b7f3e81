package dev.agentpool.daemon;

import dev.agentpool.process.UnusedMemory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Gives memory back once the daemon has come to rest: after its start, and each time after it has
 * worked. What it works is seen by the time of a processor that the process takes.
 */
final class AtRest implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofSeconds(10);

  /** Of {@link #BETWEEN}; an idle daemon takes a tenth of it, on a slow machine half. */
  private static final Duration LITTLE = Duration.ofMillis(500);

  private final Supplier<Optional<Duration>> taken;
  private final Runnable giveBack;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Duration before = Duration.ZERO;
  private boolean worked = true;

  /**
   * @param taken of a processor since the process began; empty when it is not known
   */
  AtRest(Supplier<Optional<Duration>> taken, Runnable giveBack) {
    this.taken = taken;
    this.giveBack = giveBack;
  }

  static AtRest ofThisProcess() {
    ProcessHandle self = ProcessHandle.current();
    AtRest rest = new AtRest(() -> self.info().totalCpuDuration(), UnusedMemory::giveBack);
    Thread.ofVirtual().name("at-rest").start(rest::watch);
    return rest;
  }

  private void watch() {
    try {
      while (!closed.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As long as it works, and after it gave back until it works again, nothing is done. */
  void look() {
    Duration now = taken.get().orElse(before);
    boolean works = now.minus(before).compareTo(LITTLE) > 0;
    before = now;
    if (works) {
      worked = true;
    } else if (worked) {
      worked = false;
      giveBack.run();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
