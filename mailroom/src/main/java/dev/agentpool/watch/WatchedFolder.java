package dev.agentpool.watch;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One folder: what was seen in it, what was told of it, and what is not whole yet. It is asked from
 * outside, by whoever hears that something happened or that time went by. For one thread at a time.
 */
final class WatchedFolder {
  private static final int LONGEST = 4; // doublings of the patience with a writer that rests
  private final Wanted wanted;
  private final Patience patience;
  private final Clock clock;
  private final Map<Path, Seen> files = new HashMap<>(); // by their names
  private final Set<Path> growing = new HashSet<>(); // INVARIANT: those of files that are not told
  private @Nullable FileTime listed; // the folder's time when all of it was seen

  /**
   * A file, since when it stands still, whether it was told, and how often it stood still while
   * somebody had it open.
   */
  private record Seen(Sight sight, long since, boolean told, int open) {
    Seen stillOpen(long now) {
      return new Seen(sight, now, false, Math.min(open + 1, LONGEST));
    }
  }

  WatchedFolder(Wanted wanted, Patience patience, Clock clock) {
    this.clock = clock;
    this.wanted = wanted;
    this.patience = patience;
  }

  Wanted wanted() {
    return wanted;
  }

  /** Whether some files have to be looked at again soon. */
  boolean waits() {
    return !growing.isEmpty();
  }

  /**
   * Something happened to a file; adds it to the whole ones when it is one.
   *
   * @param placed whether it was renamed into its place
   */
  void noticed(Path name, boolean placed, long now, List<Path> whole) {
    if (!wanted.names().test(name.toString()) || (growing.contains(name) && !placed)) {
      return;
    }
    Sight.of(wanted.folder().resolve(name))
        .ifPresentOrElse(sight -> seen(name, sight, placed, now, whole), () -> forget(name));
  }

  /** Whoever was told of it has taken it away: another one of that name is another one. */
  void forget(Path name) {
    files.remove(name);
    growing.remove(name);
  }

  private void seen(Path name, Sight sight, boolean placed, long now, List<Path> whole) {
    Seen before = files.get(name);
    if (before != null && !before.sight.equals(sight)) {
      before = null;
    }
    if (before != null && before.told) {
      return;
    }
    if (placed && (!sight.regular() || sight.size() > 0 || wanted.emptyAtOnce())) {
      tell(name, sight, now, whole);
      return;
    }
    if (before == null) {
      files.put(name, new Seen(sight, now, false, 0));
      growing.add(name);
    }
  }

  private void tell(Path name, Sight sight, long now, List<Path> whole) {
    files.put(name, new Seen(sight, now, true, 0));
    growing.remove(name);
    whole.add(wanted.folder().resolve(name));
  }

  /** Looks again at what was not whole. */
  List<Path> grown(long now) {
    List<Path> whole = new ArrayList<>();
    Map<Path, Path> still = new HashMap<>(); // by their real paths, as the machine names them
    for (Path name : List.copyOf(growing)) {
      Path file = wanted.folder().resolve(name);
      Sight.of(file)
          .ifPresentOrElse(
              sight -> {
                seen(name, sight, sight.placed(), now, whole);
                Seen known = files.get(name);
                if (known != null && !known.told && now - known.since >= needed(known)) {
                  still.put(real(file), name);
                }
              },
              () -> forget(name));
    }
    Set<Path> written = BeingWritten.of(still.keySet());
    still.forEach((real, name) -> {
      Seen known = files.get(name);
      if (known == null) {
        return;
      }
      if (written.contains(real)) {
        files.put(name, known.stillOpen(now));
      } else {
        tell(name, known.sight, now, whole);
      }
    });
    return oldestFirst(whole);
  }

  private long needed(Seen file) {
    boolean empty = file.sight.size() == 0 && !wanted.emptyAtOnce();
    return (empty ? patience.empty() : patience.quiet()).toNanos() << file.open;
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException gone) {
      return file;
    }
  }

  /**
   * Goes through all that lies there. Throws when the folder cannot be listed.
   *
   * @param always also when nothing came or went since the last time
   */
  List<Path> list(boolean always, long now) throws IOException {
    FileTime time = Files.getLastModifiedTime(wanted.folder());
    if (!always && time.equals(listed)) {
      return List.of();
    }
    // a time that is hardly over may stand for more than was seen
    boolean settled = clock.millis() - time.toMillis() > 1_000;
    List<Path> whole = new ArrayList<>();
    Set<Path> there = new HashSet<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(wanted.folder())) {
      for (Path file : all) {
        Path name = file.getFileName();
        if (wanted.names().test(name.toString())) {
          there.add(name);
          Sight.of(file).ifPresent(sight -> seen(name, sight, sight.placed(), now, whole));
        }
      }
    } catch (DirectoryIteratorException broken) {
      throw broken.getCause();
    }
    files.keySet().retainAll(there);
    growing.retainAll(there);
    listed = settled ? time : null;
    return oldestFirst(whole);
  }

  /** The folder is gone: whatever comes back is new. */
  void gone() {
    files.clear();
    growing.clear();
    listed = null;
  }

  private List<Path> oldestFirst(List<Path> whole) {
    Map<Path, FileTime> times = new HashMap<>();
    for (Path file : whole) {
      Seen seen = files.get(file.getFileName());
      times.put(file, seen == null ? FileTime.fromMillis(0) : seen.sight.modified());
    }
    whole.sort(Comparator.<Path, FileTime>comparing(times::get).thenComparing(file -> file));
    return whole;
  }
}
