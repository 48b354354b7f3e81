package dev.agentpool.knowledge;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One hand at a time in a folder, over threads and over processes.
 *
 * <p>INVARIANT: a lock of the system is the whole process's, and is let go when any of its channels of
 * that file is closed; so what keeps the threads of this process apart is the process's too, and is
 * taken before the file is opened.
 */
final class FolderLock implements AutoCloseable {
  private static final Map<Path, ReentrantLock> OF_THIS_PROCESS = new ConcurrentHashMap<>();
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
  private static final long NAP = TimeUnit.MILLISECONDS.toNanos(3);
  private final ReentrantLock threads;
  private final FileChannel channel;

  private FolderLock(ReentrantLock threads, FileChannel channel) {
    this.threads = threads;
    this.channel = channel;
  }

  /** The folder is there. */
  static FolderLock of(Path folder) throws IOException {
    Path file = folder.toRealPath().resolve("lock");
    ReentrantLock threads = OF_THIS_PROCESS.computeIfAbsent(file, _ -> new ReentrantLock());
    long begun = System.nanoTime();
    try {
      if (!threads.tryLock(PATIENCE, TimeUnit.NANOSECONDS)) {
        throw busy(folder);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KnowledgeException("interrupted while waiting for " + folder);
    }
    try {
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(
                  StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
      try {
        await(channel, folder, begun);
        return new FolderLock(threads, channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      threads.unlock();
      throw e;
    }
  }

  /** Asked again and again: a process that stands still must not make this one stand still. */
  private static void await(FileChannel channel, Path folder, long begun) throws IOException {
    FileLock lock = channel.tryLock();
    while (lock == null) {
      if (System.nanoTime() - begun > PATIENCE) {
        throw busy(folder);
      }
      LockSupport.parkNanos(NAP);
      lock = channel.tryLock();
    }
  }

  private static KnowledgeException busy(Path folder) {
    return new KnowledgeException(
        folder + " is held by another process or task; try again when that has ended");
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      threads.unlock();
    }
  }
}
