package dev.agentpool.mailroom;

import dev.agentpool.journal.JournalEntry;
import dev.agentpool.pool.PoolId;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes pools' folders for readers when the journal says that something changed: soon, but not
 * more often than some times a second however much changes, and for at most a fifth of the time.
 * What cannot be written, on a full disk, is told once and tried again. A thread of its own writes.
 */
final class Writing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Writing.class);
  private static final Duration BETWEEN = Duration.ofMillis(250);
  private static final Duration AGAIN = Duration.ofSeconds(2);
  private static final int SHARE = 4;
  private final Function<PoolId, @Nullable Copying> pools;
  private final Set<PoolId> changed = ConcurrentHashMap.newKeySet();
  private final Set<PoolId> troubled = ConcurrentHashMap.newKeySet();
  private final Semaphore wake = new Semaphore(0);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("mailroom-writes").unstarted(this::run);

  /** Writes one pool's folder. */
  @FunctionalInterface
  interface Copying {
    void write() throws IOException;
  }

  /**
   * @param pools what writes a pool's folder; null for one that has none
   */
  Writing(Function<PoolId, @Nullable Copying> pools) {
    this.pools = pools;
  }

  Writing started() {
    thread.start();
    return this;
  }

  void heard(JournalEntry entry) {
    soon(entry.pool());
  }

  void soon(PoolId pool) {
    if (changed.add(pool)) {
      wake.release();
    }
  }

  private void run() {
    try {
      while (closed.getCount() > 0) {
        wake.tryAcquire(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        wake.drainPermits();
        changed.addAll(troubled);
        long begun = System.nanoTime();
        for (PoolId pool : Set.copyOf(changed)) {
          changed.remove(pool); // before it is read: what changes meanwhile counts again
          write(pool);
        }
        long took = System.nanoTime() - begun;
        long pause = Math.max(BETWEEN.toNanos(), took * SHARE);
        if (closed.await(pause, TimeUnit.NANOSECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(PoolId pool) {
    Copying copying = pools.apply(pool);
    if (copying == null) {
      return;
    }
    try {
      copying.write();
      if (troubled.remove(pool)) {
        LOG.info("pool {}: its folder is written for readers again", pool);
      }
    } catch (IOException | RuntimeException e) {
      if (troubled.add(pool)) {
        LOG.warn(
            "pool {}: its folder cannot be written for readers, which is tried again: {}",
            pool,
            e.toString());
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
    wake.release();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
