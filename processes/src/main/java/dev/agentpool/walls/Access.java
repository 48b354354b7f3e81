package dev.agentpool.walls;

import java.nio.file.Path;
import java.util.List;

/** What becomes of a path behind a wall. */
enum Access {
  /** As it is, and not to be changed. */
  FIXED,
  WRITABLE,
  /** An empty folder that cannot be written. */
  HIDDEN,
  /** An empty folder of the session's own, in memory, gone with it. */
  SCRATCH,
  /** An empty file: nothing is read from it, and no one answers at it. */
  BLANK;

  List<String> mount(Path path) {
    String place = path.toString();
    return switch (this) {
      case FIXED -> List.of("--ro-bind", place, place);
      case WRITABLE -> List.of("--bind", place, place);
      case HIDDEN, SCRATCH -> List.of("--tmpfs", place);
      case BLANK -> List.of("--ro-bind", "/dev/null", place);
    };
  }

  boolean covers() {
    return this == HIDDEN || this == SCRATCH;
  }
}
