package dev.agentpool.daemon;

import dev.agentpool.config.Home;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One daemon a home. The kernel holds the lock and lets it go when the process ends, however it
 * ends: a file left behind by a dead daemon, or a pid in it that somebody else has now, means
 * nothing.
 *
 * <p>The lock lies in the state folder, which somebody may remove under a daemon. So there is a
 * second one outside of it ({@link Guard}), which keeps another daemon away until the homeless one
 * has ended.
 */
final class InstanceLock implements AutoCloseable {
  private final Parts held = new Parts();

  /** What came of taking it. */
  sealed interface Outcome {
    record Taken(InstanceLock lock) implements Outcome {}

    /** Another daemon serves the home. */
    record Served() implements Outcome {}

    /** Another daemon served the home, whose state was removed under it, and has not ended yet. */
    record Homeless(String pid) implements Outcome {}
  }

  private InstanceLock() {}

  /** Makes the home's folders when they lack, and takes its lock. */
  static Outcome take(Home home) throws IOException {
    InstanceLock mine = new InstanceLock();
    try {
      Optional<FileLock> lock = locked(home.prepared().lock());
      if (lock.isEmpty()) {
        return new Outcome.Served();
      }
      mine.held.add(lock.get().acquiredBy());
      write((FileChannel) lock.get().acquiredBy(), ProcessHandle.current().pid() + "\n");
      @Nullable Path guard = Guard.of(home);
      if (guard != null) {
        Optional<FileLock> second = locked(guard);
        if (second.isEmpty()) {
          mine.close();
          return new Outcome.Homeless(Guard.pid(guard));
        }
        FileChannel channel = (FileChannel) second.get().acquiredBy();
        mine.held.add(channel);
        mine.held.add(() -> Files.deleteIfExists(guard)); // before it is let go
        write(channel, ProcessHandle.current().pid() + " " + home.root() + "\n");
      }
      return new Outcome.Taken(mine);
    } catch (IOException | RuntimeException e) {
      mine.held.closeAfter(e);
      throw e;
    }
  }

  /**
   * Empty when another process, or another daemon of this one, holds it. A file that was removed
   * between its opening and its locking does not count.
   */
  private static Optional<FileLock> locked(Path file) throws IOException {
    while (true) {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
      Object opened = HomeWatch.key(file);
      FileLock lock;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException heldByThisProcess) {
        return Optional.empty(); // not closed: that would take the other one's lock away (POSIX)
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      if (opened != null && opened.equals(HomeWatch.key(file))) {
        return Optional.of(lock);
      }
      channel.close();
    }
  }

  /** For people, and for the command line, which looks whether that process still holds it. */
  private static void write(FileChannel channel, String text) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  @Override
  public void close() {
    held.close();
  }
}
