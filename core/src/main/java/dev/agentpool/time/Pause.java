package dev.agentpool.time;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets time pass before something is looked at again that tells nobody when it changes, such as
 * another process's lock. Who can wait for a condition waits for that instead; this comes in as a
 * parameter, so that a test does not wait.
 */
@FunctionalInterface
public interface Pause {
  /** Returns when so much time has passed; throws when the thread is interrupted meanwhile. */
  void of(Duration duration) throws InterruptedException;

  /** In real time. */
  static Pause real() {
    CountDownLatch never = new CountDownLatch(1);
    return duration -> never.await(duration.toNanos(), TimeUnit.NANOSECONDS);
  }
}
