package dev.agentpool.cli.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * For how long somebody looks again and again at what another process does, which tells nobody: a
 * socket that is to answer, a lock that is to be let go.
 */
final class Patience {
  private static final long LOOK_MILLIS = 20;
  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private final long end;

  Patience(Duration atMost) {
    this.end = System.nanoTime() + atMost.toNanos();
  }

  boolean isOver() {
    return System.nanoTime() > end;
  }

  /** Lets the time pass between two looks. */
  static void pause() throws InterruptedException {
    NEVER.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The same where nothing is left to be done after an interrupt. */
  static void pauseOrGiveUp(String waitingFor) {
    try {
      pause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.INTERRUPTED, "interrupted while waiting for " + waitingFor);
    }
  }

  /** The same, shorter when this process of ours ends meanwhile. */
  static void pauseBeside(Process process) throws InterruptedException {
    if (process.isAlive()) {
      process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      pause();
    }
  }
}
