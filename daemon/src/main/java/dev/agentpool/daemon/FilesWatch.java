package dev.agentpool.daemon;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at files again and again. Lets pools follow theirs every other second: one whose file was
 * broken goes on when it is right again, without any command. On a thread of its own, for a project
 * may lie on a disk that hangs.
 */
final class FilesWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FilesWatch.class);
  private static final Duration USUAL = Duration.ofSeconds(2);
  private final Runnable follow;
  private final Duration between;
  private final CountDownLatch closed = new CountDownLatch(1);

  FilesWatch(Runnable follow) {
    this(follow, USUAL);
  }

  /**
   * @param between two looks
   */
  FilesWatch(Runnable follow, Duration between) {
    this.follow = follow;
    this.between = between;
  }

  /** Looks at once, and then again and again. */
  void start() {
    Thread.ofVirtual().name("files-watch").start(this::watch);
  }

  private void watch() {
    try {
      do {
        look();
      } while (!closed.await(between.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      follow.run();
    } catch (RuntimeException e) { // a ledger on a full disk, say: the next look may do
      LOG.warn("files cannot be looked at yet: {}", e.toString());
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
