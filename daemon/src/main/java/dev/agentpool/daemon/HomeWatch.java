package dev.agentpool.daemon;

import dev.agentpool.config.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second whether what the daemon lives by is still there. A socket that somebody
 * deleted is made anew. When the lock is gone, so is what keeps a second daemon away, and mostly
 * the whole state with it: then the daemon is to end.
 */
final class HomeWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HomeWatch.class);
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private final Path lockFile;
  private final @Nullable Object lockKey;
  private final List<Door> doors;
  private final Runnable homeless;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private boolean closed; // guarded by lock

  /** A socket that the daemon serves. */
  interface Door {
    Path path();

    /** Serves at the path again; what goes on over connections that are open is not disturbed. */
    void openAgain() throws IOException;
  }

  /**
   * @param homeless called once when the lock is gone
   */
  HomeWatch(Home home, List<Door> doors, Runnable homeless) {
    this.lockFile = home.lock();
    this.lockKey = key(lockFile);
    this.doors = List.copyOf(doors);
    this.homeless = homeless;
  }

  HomeWatch started() {
    Thread.ofVirtual().name("home-watch").start(this::watch);
    return this;
  }

  /** What tells a file from another one at the same place; null when there is none. */
  static @Nullable Object key(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .fileKey();
    } catch (IOException gone) {
      return null;
    }
  }

  private void watch() {
    try {
      while (!closedAfter(LOOK_NANOS)) {
        if (lockKey != null && !lockKey.equals(key(lockFile))) {
          LOG.error("{} is gone: somebody removed the state of this daemon; it ends", lockFile);
          homeless.run();
          return;
        }
        doors.forEach(HomeWatch::look);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void look(Door door) {
    if (key(door.path()) != null) {
      return;
    }
    try {
      door.openAgain();
      LOG.warn("{} was deleted; it is served again", door.path());
    } catch (IOException | RuntimeException e) {
      LOG.error("{} was deleted and cannot be served again yet: {}", door.path(), e.toString());
    }
  }

  private boolean closedAfter(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (!closed && left > 0) {
        left = ended.awaitNanos(left);
      }
      return closed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
