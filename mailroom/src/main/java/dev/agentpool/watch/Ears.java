package dev.agentpool.watch;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the system tells of folders. A machine has only so many ears (inotify's instances and
 * watches): where there is none left, this says so once, and whoever wants to know has to look.
 * Thread-safe.
 */
final class Ears implements AutoCloseable {
  private final Consumer<String> told;
  private final @Nullable WatchService service;
  private volatile boolean complained;

  Ears(Consumer<String> told) {
    this.told = told;
    this.service = made();
  }

  private @Nullable WatchService made() {
    try {
      return FileSystems.getDefault().newWatchService();
    } catch (IOException none) {
      complain(none);
      return null;
    }
  }

  /** Hears of a folder from now on; empty when it cannot. */
  Optional<WatchKey> on(Path folder) {
    if (service == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          folder.register(
              service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY));
    } catch (IOException none) {
      complain(none);
      return Optional.empty();
    }
  }

  private void complain(IOException why) {
    if (!complained) {
      complained = true;
      told.accept(
          "the system does not tell what happens in folders ("
              + why.getMessage()
              + "); they are looked at again and again instead, which is slower: raise"
              + " fs.inotify.max_user_watches or fs.inotify.max_user_instances");
    }
  }

  /** Waits for the next folder in which something happened; null at the end. */
  @Nullable WatchKey next() throws InterruptedException {
    if (service == null) {
      return null;
    }
    try {
      return service.take();
    } catch (ClosedWatchServiceException closed) {
      return null;
    }
  }

  @Override
  public void close() {
    if (service != null) {
      try {
        service.close();
      } catch (IOException e) {
        told.accept("the watch of folders does not close: " + e.getMessage());
      }
    }
  }
}
