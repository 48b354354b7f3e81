package dev.agentpool.watch;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What Linux tells of folders, with what was renamed into its place told apart from what is being
 * written. A name that is no text is told as something that was not told: whoever lists the folder
 * finds it. A platform thread of its own reads.
 */
final class InotifyEars implements Ears {
  private static final int WANTED =
      Inotify.MOVED_TO
          | Inotify.CREATE
          | Inotify.CLOSE_WRITE
          | Inotify.ATTRIB
          | Inotify.ONLY_FOLDERS;
  private static final int ROOM = 1 << 16;
  private static final int HEAD = 16; // watch, mask, cookie, length of the name
  private static final Heard END = new Heard(List.of());

  private final Inotify linux;
  private final int fd;
  private final int bell;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Integer, WatchEar> ears = new HashMap<>(); // guarded by lock
  private boolean closed; // guarded by lock
  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

  private InotifyEars(Inotify linux, int fd, int bell) {
    this.linux = linux;
    this.fd = fd;
    this.bell = bell;
    Thread.ofPlatform().name("inotify").daemon().start(this::run);
  }

  /** Empty where the system is another one, or has no ears left. */
  static Optional<Ears> here() {
    return Inotify.here()
        .flatMap(linux -> {
          int fd = linux.open();
          int bell = fd < 0 ? -1 : linux.bell();
          if (fd >= 0 && bell < 0) {
            linux.close(fd);
          }
          return bell < 0 ? Optional.empty() : Optional.of(new InotifyEars(linux, fd, bell));
        });
  }

  private final class WatchEar implements Ear {
    private final int watch;
    private volatile boolean valid = true;

    WatchEar(int watch) {
      this.watch = watch;
    }

    @Override
    public boolean isValid() {
      return valid;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        if (ears.remove(watch, this) && !closed) {
          linux.remove(fd, watch);
        }
      } finally {
        lock.unlock();
      }
      valid = false;
    }
  }

  @Override
  public Optional<Ear> on(Path folder) {
    lock.lock();
    try {
      int watch = closed ? -1 : linux.add(fd, folder.toString(), WANTED);
      if (watch < 0) {
        return Optional.empty();
      }
      WatchEar ear = new WatchEar(watch);
      ears.put(watch, ear);
      return Optional.of(ear);
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment events = arena.allocate(ROOM, 8);
      int length = linux.read(fd, bell, events);
      while (length > 0) {
        heard.add(new Heard(told(events, length)));
        length = linux.read(fd, bell, events);
      }
    } finally {
      linux.close(fd);
      linux.close(bell);
      heard.add(END);
    }
  }

  private List<Event> told(MemorySegment events, int length) {
    List<Event> told = new ArrayList<>();
    lock.lock();
    try {
      int at = 0;
      while (at < length) {
        int watch = events.get(JAVA_INT, at);
        int mask = events.get(JAVA_INT, at + 4);
        int name = events.get(JAVA_INT, at + 12);
        WatchEar ear = ears.get(watch);
        if ((mask & Inotify.QUEUE_OVERFLOW) != 0) {
          told.add(new Event(null, null, false));
        } else if ((mask & Inotify.IGNORED) != 0) {
          ears.remove(watch);
          if (ear != null) {
            ear.valid = false;
          }
        } else if (ear != null && name > 0) {
          Path path = path(Inotify.name(events, at + HEAD, name));
          told.add(new Event(ear, path, (mask & Inotify.MOVED_TO) != 0));
        }
        at += HEAD + name;
      }
    } finally {
      lock.unlock();
    }
    return told;
  }

  private static @Nullable Path path(byte[] name) {
    try {
      return Path.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString());
    } catch (CharacterCodingException | InvalidPathException noText) {
      return null;
    }
  }

  @Override
  public @Nullable Heard next() throws InterruptedException {
    Heard next = heard.take();
    return next == END ? null : next;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      ears.clear();
    } finally {
      lock.unlock();
    }
    linux.ring(bell);
  }
}
