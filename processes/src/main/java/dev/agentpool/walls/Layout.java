package dev.agentpool.walls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which paths a session finds how: the whole machine read-only, and over it what is said here. Of
 * two paths the longer one counts, of two words about one path the later. Paths that are not there
 * are left out: nothing is made on the disk. Confined to the thread that builds it.
 */
public final class Layout {
  private final Map<Path, Access> places = new HashMap<>();
  private final Map<Path, Path> links = new TreeMap<>();
  private boolean ordinaryUser;

  /** Is seen, also below what is hidden, and cannot be changed, also below what is writable. */
  public Layout fixed(Path path) {
    return put(path, Access.FIXED);
  }

  public Layout writable(Path path) {
    return put(path, Access.WRITABLE);
  }

  /** An empty folder, or an empty file, that cannot be written. */
  public Layout hidden(Path path) {
    return put(path, Files.isDirectory(path) ? Access.HIDDEN : Access.BLANK);
  }

  /** An empty folder in memory, of this session alone. */
  public Layout scratch(Path folder) {
    return put(folder, Access.SCRATCH);
  }

  /** A link that is made where its folder is hidden. */
  public Layout link(Path link, Path target) {
    links.put(link, target);
    return this;
  }

  /** Who is root out here is not root by number in there, and may build walls of its own. */
  public Layout asOrdinaryUser() {
    ordinaryUser = true;
    return this;
  }

  private Layout put(Path path, Access access) {
    try {
      // by its real name: a link in the way would be followed by the one who mounts
      places.put(path.toRealPath(), access);
    } catch (IOException gone) {
      // what is not there can be neither seen nor written: everything around it is read-only
    }
    return this;
  }

  /** Whether something lies in a folder that is empty behind the wall. */
  public boolean isCovered(Path path) {
    Access access = around(path);
    return access != null && access.covers();
  }

  private @Nullable Access around(Path path) {
    for (Path above = path.getParent(); above != null; above = above.getParent()) {
      Access access = places.get(above);
      if (access != null) {
        return access;
      }
    }
    return null;
  }

  private static boolean isAlreadySo(Access access, @Nullable Access around) {
    return switch (access) {
      case FIXED -> around == null || around == Access.FIXED;
      case HIDDEN, BLANK -> around != null && around.covers();
      case WRITABLE, SCRATCH -> false;
    };
  }

  /**
   * A folder between a writable one and what is said within it is a mount of its own: else it could
   * be moved away, with all that is fixed in it, and another one be made in its place.
   */
  private void pin() {
    for (Path place : List.copyOf(places.keySet())) {
      List<Path> between = new ArrayList<>();
      Path above = place.getParent();
      while (above != null && !places.containsKey(above)) {
        between.add(above);
        above = above.getParent();
      }
      if (above != null && places.get(above) == Access.WRITABLE) {
        between.forEach(folder -> places.put(folder, Access.WRITABLE));
      }
    }
  }

  /**
   * The finished wall.
   *
   * @param directory where the agent starts
   */
  public Wall wall(Path directory) {
    pin();
    List<Path> sorted = new ArrayList<>(places.keySet());
    sorted.sort(Comparator.comparingInt(Path::getNameCount).thenComparing(Path::compareTo));
    List<String> mounts = new ArrayList<>();
    for (Path path : sorted) {
      Access access = places.getOrDefault(path, Access.FIXED);
      Access around = around(path);
      if (!isAlreadySo(access, around)) {
        mounts.addAll(access.mount(path));
      }
    }
    links.forEach(
        (link, target) -> mounts.addAll(List.of("--symlink", target.toString(), link.toString())));
    for (Path path : sorted) {
      if (places.get(path) == Access.HIDDEN && !isAlreadySo(Access.HIDDEN, around(path))) {
        mounts.addAll(List.of("--remount-ro", path.toString())); // once all that shows is in it
      }
    }
    mounts.addAll(List.of("--chdir", directory.toString()));
    return new Wall(mounts, ordinaryUser);
  }
}
