package dev.agentpool.cli.client;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Held by a command from before it starts the daemon until that answers: so a stop that comes
 * meanwhile waits and finds it.
 */
final class StartLock implements AutoCloseable {
  private final @Nullable FileChannel channel;

  private StartLock(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /** Waits for whoever holds it, at the longest so long; then goes on without. */
  static StartLock take(DaemonHome home, Duration atMost) throws IOException, InterruptedException {
    Path file = home.state().resolve("start.lock");
    if (!Files.isDirectory(home.state())) {
      return new StartLock(null); // nobody ever started one
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    Patience patience = new Patience(atMost);
    while (!locked(channel) && !patience.isOver()) {
      Patience.pause();
    }
    return new StartLock(channel);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException anotherThreadStartsIt) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
