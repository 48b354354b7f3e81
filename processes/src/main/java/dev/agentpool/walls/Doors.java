package dev.agentpool.walls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The sockets with a path that this machine's programs listen at. A socket can be spoken to through
 * a read-only mount too, and whoever answers (a container engine, a key agent, a terminal
 * multiplexer) acts outside.
 */
final class Doors {
  private static final Path TABLE = Path.of("/proc/net/unix");
  private static final int PATH_COLUMN = 7;

  private Doors() {}

  /** Those that the user of this process may speak to; empty where the kernel tells none. */
  static List<Path> open() {
    List<Path> found = new ArrayList<>();
    try {
      // as bytes: a path is whatever its program made it
      String table = new String(Files.readAllBytes(TABLE), StandardCharsets.UTF_8);
      table.lines().skip(1).forEach(line -> add(line, found));
    } catch (IOException notTold) {
      return List.of();
    }
    return found;
  }

  private static void add(String line, List<Path> found) {
    String[] columns = line.strip().split("\\s+", PATH_COLUMN + 1);
    if (columns.length <= PATH_COLUMN || !columns[PATH_COLUMN].startsWith("/")) {
      return; // without a name, or with an abstract one
    }
    try {
      Path path = Path.of(columns[PATH_COLUMN]);
      if (Files.isWritable(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
        found.add(path);
      }
    } catch (InvalidPathException odd) {
      // a name that is no path here cannot be reached by one
    }
  }
}
