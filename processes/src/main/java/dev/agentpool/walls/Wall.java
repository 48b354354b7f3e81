package dev.agentpool.walls;

import java.util.List;

/**
 * A wall as it is handed to bubblewrap.
 *
 * @param mounts what lies over the read-only machine, in the order in which it is mounted
 * @param ordinaryUser whether root is to have another number behind it
 */
public record Wall(List<String> mounts, boolean ordinaryUser) {
  public Wall {
    mounts = List.copyOf(mounts);
  }

  /** A wall with nothing writable but {@code /tmp}, to try whether walls can stand here. */
  public static Wall bare() {
    return Surroundings.lay(new Layout()).wall(java.nio.file.Path.of("/"));
  }
}
