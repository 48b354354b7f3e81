package dev.agentpool.workspace.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which files these are and when they last changed in any way, by the time that nobody can set:
 * with the same stamps a file says the same.
 */
record Stamps(List<String> of) {
  static Stamps of(List<Path> files) {
    List<String> stamps = new ArrayList<>();
    for (Path file : files) {
      stamps.add(stamp(file, "unix:ino,dev,uid,size,ctime"));
    }
    return new Stamps(List.copyOf(stamps));
  }

  /** Which folders these are and whose; what is in them may change. */
  static Stamps ofFolders(List<Path> folders) {
    List<String> stamps = new ArrayList<>();
    for (Path folder : folders) {
      stamps.add(stamp(folder, "unix:ino,dev,uid"));
    }
    return new Stamps(List.copyOf(stamps));
  }

  Stamps and(Stamps more) {
    List<String> all = new ArrayList<>(of);
    all.addAll(more.of);
    return new Stamps(List.copyOf(all));
  }

  private static String stamp(Path file, String what) {
    if (!Files.exists(file)) {
      return "none"; // most of them are not there, and an exception each is dear
    }
    try {
      Map<String, Object> seen = Files.readAttributes(file, what);
      return seen.get("dev")
          + "."
          + seen.get("ino")
          + "."
          + seen.get("uid")
          + "."
          + seen.getOrDefault("size", "")
          + "."
          + seen.getOrDefault("ctime", "");
    } catch (IOException | UnsupportedOperationException none) {
      return "none";
    }
  }
}
