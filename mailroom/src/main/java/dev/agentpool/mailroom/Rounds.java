package dev.agentpool.mailroom;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody's rounds: a thread that looks at all pools soon after it was woken, and every two
 * seconds without that. What fails in one round is logged, and may do in the next.
 */
public final class Rounds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
  private static final Duration BETWEEN = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private final Round round;
  private final Runnable atTheEnd;
  private final String what;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  /** One look at everything. */
  @FunctionalInterface
  public interface Round {
    /**
     * @param woken whether somebody asked for it
     */
    void look(boolean woken);
  }

  /**
   * @param name of the thread
   * @param what cannot be seen to yet when a round fails, for the log
   * @param atTheEnd once, on the same thread
   */
  public Rounds(String name, String what, Round round, Runnable atTheEnd) {
    this.what = what;
    this.round = round;
    this.atTheEnd = atTheEnd;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::go);
  }

  public void start() {
    thread.start();
  }

  public void wake() {
    if (wake.availablePermits() == 0) {
      wake.release();
    }
  }

  private void go() {
    try {
      for (boolean woken = false; !closed; ) {
        guarded(woken);
        woken = wake.tryAcquire(BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      atTheEnd.run();
    }
  }

  private void guarded(boolean woken) {
    try {
      round.look(woken);
    } catch (RuntimeException e) { // a ledger on a full disk, say: the next round may do
      LOG.warn("{} cannot be seen to yet: {}", what, e.toString());
    }
  }

  @Override
  public void close() {
    closed = true;
    wake.release();
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
