package dev.agentpool.paper;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One writer at a time in a folder, among the threads of this process and among processes: two
 * pools, or an old program's tool and a daemon. Waits for its turn; freed by {@link #close} and by
 * the end of the process. A thread that holds it may not ask for it again.
 */
public final class FolderLock implements AutoCloseable {
  /** The file that is locked; it stays. */
  public static final String FILE = ".lock";

  private static final Map<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();
  private final ReentrantLock here;
  private final FileChannel channel;

  private FolderLock(ReentrantLock here, FileChannel channel) {
    this.here = here;
    this.channel = channel;
  }

  /** Makes the folder when it is not there. */
  public static FolderLock of(Path folder) throws IOException {
    Files.createDirectories(folder);
    ReentrantLock here = HERE.computeIfAbsent(folder.toRealPath(), _ -> new ReentrantLock());
    here.lock();
    boolean held = false;
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.lock();
      held = lock.isValid();
      return new FolderLock(here, channel);
    } finally {
      if (!held) {
        if (channel != null) {
          channel.close();
        }
        here.unlock();
      }
    }
  }

  /** Throws when it is not held any more. */
  public void check() {
    if (!channel.isOpen()) {
      throw new IllegalStateException("the folder's lock was given back");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      here.unlock();
    }
  }
}
