package dev.agentpool.mailroom;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A pool's folder, served by one daemon at a time: a second one, with another home, leaves it
 * alone. Free again when the daemon ends, however it does.
 */
final class Occupied implements AutoCloseable {
  private static final String FILE = "lock";
  private final FileChannel channel;

  private Occupied(FileChannel channel) {
    this.channel = channel;
  }

  /** Empty when another daemon serves it. */
  static Optional<Occupied> by(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(FILE),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    boolean ours = false;
    try {
      FileLock lock = channel.tryLock();
      ours = lock != null;
      return ours ? Optional.of(new Occupied(channel)) : Optional.empty();
    } catch (OverlappingFileLockException byThisProcess) {
      return Optional.empty();
    } finally {
      if (!ours) {
        channel.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
