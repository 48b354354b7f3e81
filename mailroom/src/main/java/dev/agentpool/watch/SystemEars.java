package dev.agentpool.watch;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK tells of folders, on every system; it does not tell a file that was renamed from one
 * that is being written. A machine has only so many ears: where there is none left, this says so
 * once, and whoever wants to know has to look.
 */
final class SystemEars implements Ears {
  private final Consumer<String> told;
  private final @Nullable WatchService service;
  private final Map<WatchKey, Ear> ears = new ConcurrentHashMap<>();
  private volatile boolean complained;

  SystemEars(Consumer<String> told) {
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

  @Override
  public Optional<Ear> on(Path folder) {
    if (service == null) {
      return Optional.empty();
    }
    try {
      WatchKey key =
          folder.register(
              service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
      Ear ear = new KeyEar(key);
      ears.put(key, ear);
      return Optional.of(ear);
    } catch (IOException none) {
      complain(none);
      return Optional.empty();
    }
  }

  private final class KeyEar implements Ear {
    private final WatchKey key;

    KeyEar(WatchKey key) {
      this.key = key;
    }

    @Override
    public boolean isValid() {
      return key.isValid();
    }

    @Override
    public void close() {
      ears.remove(key);
      key.cancel();
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

  @Override
  public @Nullable Heard next() throws InterruptedException {
    if (service == null) {
      return null;
    }
    try {
      return heard(service.take());
    } catch (ClosedWatchServiceException closed) {
      return null;
    }
  }

  private Heard heard(WatchKey key) {
    Ear ear = ears.get(key);
    List<Event> events = new ArrayList<>();
    for (WatchEvent<?> event : key.pollEvents()) {
      if (ear != null) {
        Path name = event.context() instanceof Path path ? path : null; // none: some were lost
        events.add(new Event(ear, name, false));
      }
    }
    key.reset(); // when that fails the folder is gone, which the next look finds
    return new Heard(events);
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
