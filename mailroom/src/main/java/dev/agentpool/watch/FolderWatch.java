package dev.agentpool.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells whoever wants it which files of a folder are whole: at once when one was renamed into its
 * place, and when it stands still and nobody has it open when it is written there.
 *
 * <p>What the system tells makes it fast, and is never relied on: after its queue ran over, and
 * once in a while anyway, the folder itself is looked at. A folder that goes is waited for; another
 * one in its place is another one. A folder that leads out of where it belongs, through a link, is
 * not looked into.
 *
 * <p>Two threads: one hears, one looks. Receivers are told by either, never by both at once.
 */
public final class FolderWatch implements AutoCloseable {
  private final Patience patience;
  private final Consumer<String> told;
  private final Ears ears;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Ear> folders = new ArrayList<>(); // guarded by lock
  private final Map<WatchKey, Ear> keys = new HashMap<>(); // guarded by lock
  private boolean closed; // guarded by lock

  /** A folder, and by what it is heard. Guarded by the lock. */
  private static final class Ear {
    private final WatchedFolder folder;
    private @Nullable WatchKey key;
    private @Nullable Object identity; // of the folder that the key hears of
    private String trouble = "";

    Ear(WatchedFolder folder) {
      this.folder = folder;
    }
  }

  /** A folder that is watched; close it to hear no more. */
  public interface Watching extends AutoCloseable {
    /** Whoever was told of a file has taken it away: another one in its place is told again. */
    void taken(Path file);

    @Override
    void close();
  }

  /**
   * @param told hears in words of what cannot be watched, once each
   */
  public FolderWatch(Patience patience, Consumer<String> told) {
    this.patience = patience;
    this.told = told;
    this.ears = new Ears(told);
  }

  public FolderWatch started() {
    Thread.ofVirtual().name("folders-hear").start(this::hear);
    Thread.ofVirtual().name("folders-look").start(this::look);
    return this;
  }

  /** From now on; what lies there already is told first. */
  public Watching watch(Wanted wanted) {
    Ear ear = new Ear(new WatchedFolder(wanted, patience));
    lock.lock();
    try {
      folders.add(ear);
      lookAt(ear, System.nanoTime());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    return new Watching() {
      @Override
      public void taken(Path file) {
        forget(ear, file);
      }

      @Override
      public void close() {
        drop(ear);
      }
    };
  }

  private void forget(Ear ear, Path file) {
    lock.lock();
    try {
      ear.folder.forget(file.getFileName());
    } finally {
      lock.unlock();
    }
  }

  private void drop(Ear ear) {
    lock.lock();
    try {
      folders.remove(ear);
      deaf(ear);
    } finally {
      lock.unlock();
    }
  }

  private void hear() {
    try {
      for (WatchKey key = ears.next(); key != null; key = ears.next()) {
        lock.lock();
        try {
          heard(key);
        } finally {
          lock.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void heard(WatchKey key) {
    Ear ear = keys.get(key);
    List<WatchEvent<?>> events = key.pollEvents();
    key.reset(); // when that fails the folder is gone, which the next look finds
    if (ear == null) {
      return;
    }
    long now = System.nanoTime();
    List<Path> whole = new ArrayList<>();
    boolean lost = false;
    for (WatchEvent<?> event : events) {
      if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
        lost = true;
      } else if (event.context() instanceof Path name) {
        ear.folder.noticed(name, now, whole);
      }
    }
    deliver(ear, whole);
    if (lost) {
      list(ear, true, now);
    }
    if (ear.folder.waits()) {
      changed.signalAll();
    }
  }

  private void look() {
    lock.lock();
    try {
      long next = System.nanoTime();
      while (!closed) {
        boolean waits = folders.stream().anyMatch(ear -> ear.folder.waits());
        long due = next - System.nanoTime();
        if (due > 0) {
          long nap = waits ? Math.min(due, patience.tick().toNanos()) : due;
          awaitNanos(nap, waits);
        }
        long now = System.nanoTime();
        for (Ear ear : List.copyOf(folders)) {
          if (now - next >= 0) {
            lookAt(ear, now);
          }
          if (ear.folder.waits()) {
            deliver(ear, ear.folder.grown(now));
          }
        }
        if (now - next >= 0) {
          next = System.nanoTime() + patience.look().toNanos();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Ends early when something begins to wait; a wait that is on is not hurried by more of it. */
  private void awaitNanos(long nanos, boolean waits) throws InterruptedException {
    long left = nanos;
    while (left > 0 && !closed) {
      left = changed.awaitNanos(left);
      if (!waits && folders.stream().anyMatch(ear -> ear.folder.waits())) {
        return;
      }
    }
  }

  private void lookAt(Ear ear, long now) {
    Path folder = ear.folder.wanted().folder();
    Object identity = identity(folder);
    if (identity == null) {
      if (ear.identity != null) {
        deaf(ear);
        ear.folder.gone();
      }
      return;
    }
    if (!inside(ear)) {
      deaf(ear);
      ear.folder.gone();
      return;
    }
    boolean another = !identity.equals(ear.identity);
    if (another || ear.key == null || !ear.key.isValid()) {
      if (another) {
        ear.folder.gone();
      }
      hearOf(ear, folder, identity);
    }
    list(ear, another || ear.key == null, now);
  }

  private void hearOf(Ear ear, Path folder, Object identity) {
    deaf(ear);
    ears.on(folder)
        .ifPresent(key -> {
          ear.key = key;
          keys.put(key, ear);
        });
    ear.identity = identity;
  }

  private void deaf(Ear ear) {
    if (ear.key != null) {
      keys.remove(ear.key);
      ear.key.cancel();
      ear.key = null;
    }
    ear.identity = null;
  }

  private boolean inside(Ear ear) {
    Wanted wanted = ear.folder.wanted();
    try {
      if (wanted.folder().toRealPath().startsWith(wanted.within().toRealPath())) {
        return true;
      }
      trouble(
          ear, wanted.folder() + " leads out of " + wanted.within() + ": it is not looked into");
    } catch (IOException gone) {
      // looked at again
    }
    return false;
  }

  private void list(Ear ear, boolean always, long now) {
    try {
      deliver(ear, ear.folder.list(always, now));
      ear.trouble = "";
    } catch (IOException e) {
      if (identity(ear.folder.wanted().folder()) != null) {
        trouble(ear, "cannot list " + ear.folder.wanted().folder() + ": " + e);
      }
    }
  }

  private void trouble(Ear ear, String what) {
    if (!ear.trouble.equals(what)) {
      ear.trouble = what;
      told.accept(what);
    }
  }

  private void deliver(Ear ear, List<Path> whole) {
    if (!whole.isEmpty()) {
      try {
        ear.folder.wanted().receiver().whole(whole);
      } catch (RuntimeException e) {
        told.accept("a receiver of files of " + ear.folder.wanted().folder() + " failed: " + e);
      }
    }
  }

  /** Of the folder itself: also a link to one, which is looked into only where it may lead. */
  private static @Nullable Object identity(Path folder) {
    try {
      BasicFileAttributes read = Files.readAttributes(folder, BasicFileAttributes.class);
      return read.isDirectory() ? read.fileKey() : null;
    } catch (IOException gone) {
      return null;
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      folders.clear();
      keys.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    ears.close();
  }
}
