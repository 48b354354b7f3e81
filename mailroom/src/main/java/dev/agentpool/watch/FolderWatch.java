package dev.agentpool.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Clock clock;
  private final Consumer<String> told;
  private final Ears ears;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Watched> folders = new ArrayList<>(); // guarded by lock
  private final Map<Ears.Ear, Watched> keys = new HashMap<>(); // guarded by lock
  private boolean closed; // guarded by lock

  /** A folder, and by what it is heard. Guarded by the lock. */
  private static final class Watched {
    private final WatchedFolder folder;
    private Ears.@Nullable Ear key;
    private @Nullable Object identity; // of the folder that the key hears of
    private String trouble = "";

    Watched(WatchedFolder folder) {
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
   * @param clock by which files were changed
   * @param told hears in words of what cannot be watched, once each
   */
  public FolderWatch(Patience patience, Clock clock, Consumer<String> told) {
    this.clock = clock;
    this.patience = patience;
    this.told = told;
    this.ears = InotifyEars.here().orElseGet(() -> new SystemEars(told));
  }

  public FolderWatch started() {
    Thread.ofVirtual().name("folders-hear").start(this::hear);
    Thread.ofVirtual().name("folders-look").start(this::look);
    return this;
  }

  /** From now on; what lies there already is told first. */
  public Watching watch(Wanted wanted) {
    Watched ear = new Watched(new WatchedFolder(wanted, patience, clock));
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

  private void forget(Watched ear, Path file) {
    lock.lock();
    try {
      ear.folder.forget(file.getFileName());
    } finally {
      lock.unlock();
    }
  }

  private void drop(Watched ear) {
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
      for (Ears.Heard heard = ears.next(); heard != null; heard = ears.next()) {
        lock.lock();
        try {
          heard(heard, System.nanoTime());
        } finally {
          lock.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void heard(Ears.Heard heard, long now) {
    Map<Watched, List<Path>> whole = new LinkedHashMap<>();
    Set<Watched> lost = new HashSet<>();
    for (Ears.Event event : heard.events()) {
      Watched ear = event.ear() == null ? null : keys.get(event.ear());
      Path name = event.name();
      if (event.ear() == null) {
        lost.addAll(folders);
      } else if (ear != null && name == null) {
        lost.add(ear);
      } else if (ear != null && name != null) {
        List<Path> there = whole.computeIfAbsent(ear, _ -> new ArrayList<>());
        ear.folder.noticed(name, event.placed(), now, there);
      }
    }
    whole.forEach(this::deliver);
    lost.forEach(ear -> list(ear, true, now));
    if (whole.keySet().stream().anyMatch(ear -> ear.folder.waits()) || !lost.isEmpty()) {
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
        for (Watched ear : List.copyOf(folders)) {
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

  private void lookAt(Watched ear, long now) {
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

  private void hearOf(Watched ear, Path folder, Object identity) {
    deaf(ear);
    ears.on(folder)
        .ifPresent(key -> {
          ear.key = key;
          keys.put(key, ear);
        });
    ear.identity = identity;
  }

  private void deaf(Watched ear) {
    if (ear.key != null) {
      keys.remove(ear.key);
      ear.key.close();
      ear.key = null;
    }
    ear.identity = null;
  }

  private boolean inside(Watched ear) {
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

  private void list(Watched ear, boolean always, long now) {
    try {
      deliver(ear, ear.folder.list(always, now));
      ear.trouble = "";
    } catch (IOException e) {
      if (identity(ear.folder.wanted().folder()) != null) {
        trouble(ear, "cannot list " + ear.folder.wanted().folder() + ": " + e);
      }
    }
  }

  private void trouble(Watched ear, String what) {
    if (!ear.trouble.equals(what)) {
      ear.trouble = what;
      told.accept(what);
    }
  }

  private void deliver(Watched ear, List<Path> whole) {
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
