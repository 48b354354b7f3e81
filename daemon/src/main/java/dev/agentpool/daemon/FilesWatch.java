package dev.agentpool.daemon;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets pools follow their files every other second: one whose file was broken goes on when it is
 * right again, without any command. On a thread of its own, for a project may lie on a disk that
 * hangs.
 */
final class FilesWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FilesWatch.class);
  private static final long LOOK_SECONDS = 2;
  private final Runnable follow;
  private final CountDownLatch closed = new CountDownLatch(1);

  FilesWatch(Runnable follow) {
    this.follow = follow;
  }

  /** Looks at once, and then again and again. */
  void start() {
    Thread.ofVirtual().name("files-watch").start(this::watch);
  }

  private void watch() {
    try {
      do {
        look();
      } while (!closed.await(LOOK_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      follow.run();
    } catch (RuntimeException e) { // a ledger on a full disk, say: the next look may do
      LOG.warn("pools cannot follow their files yet: {}", e.toString());
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
