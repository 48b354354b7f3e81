package dev.agentpool.walls;

import java.util.List;

/**
 * A wall as it is handed to bubblewrap.
 *
 * @param mounts what lies over the read-only machine, in the order in which it is mounted
 */
public record Wall(List<String> mounts) {
  public Wall {
    mounts = List.copyOf(mounts);
  }

  /** A wall with nothing writable but {@code /tmp}, to try whether walls can stand here. */
  public static Wall bare() {
    return Surroundings.lay(new Layout()).wall(java.nio.file.Path.of("/"));
  }
}
