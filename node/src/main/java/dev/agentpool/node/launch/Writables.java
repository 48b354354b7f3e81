package dev.agentpool.node.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the setting {@code writable} names, as it is on this machine.
 *
 * @param paths real and there
 * @param notices what was named and is not there
 */
record Writables(List<Path> paths, List<String> notices) {
  private static final List<Path> MACHINE =
      List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"), Path.of("/run"));

  /** A path that no wall can leave open without being none. */
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    Unfit(String message) {
      super(message);
    }
  }

  /**
   * @param environment of the agent; {@code ~} is its {@code HOME}
   * @param ours the folder of this program's own state
   */
  static Writables of(List<String> named, Map<String, String> environment, Path ours) throws Unfit {
    List<Path> paths = new ArrayList<>();
    List<String> notices = new ArrayList<>();
    Path home = Path.of(environment.getOrDefault("HOME", "/"));
    for (String name : named) {
      Path path = name.startsWith("~/") ? home.resolve(name.substring(2)) : Path.of(name);
      if (!Files.exists(path)) {
        notices.add(
            "writable names "
                + name
                + ", and there is no "
                + path
                + ": nothing could be written there; make it, or take it out of the setting");
        continue;
      }
      paths.add(checked(name, real(name, path), real(name, home), real(name, ours)));
    }
    return new Writables(List.copyOf(paths), List.copyOf(notices));
  }

  /**
   * What is to be said when a project that agents would write is the whole home or more, or has
   * this program's state in it: then nothing of it is open.
   */
  static Optional<String> whole(Path project, Map<String, String> environment, Path ours) {
    try {
      Path real = real(project.toString(), project);
      Path home = Path.of(environment.getOrDefault("HOME", "/"));
      boolean isHome = Files.exists(home) && home.toRealPath().startsWith(real);
      if (!isHome && !ours.toRealPath().startsWith(real)) {
        return Optional.empty();
      }
      return Optional.of(
          "workspace = \"shared\" in "
              + project
              + (isHome
                  ? " would open the whole home"
                  : " would open agentpool's own state, " + ours)
              + ", so nothing there could be written: work in the folder of a project, or set"
              + " workspace = \"worktree\"");
    } catch (Unfit | IOException gone) {
      return Optional.empty(); // then there is nothing to be opened
    }
  }

  private static Path checked(String name, Path path, Path home, Path ours) throws Unfit {
    if (home.startsWith(path)) {
      throw new Unfit(
          "writable = [\"" + name + "\"] would open the whole home: name the folders in it");
    }
    if (path.startsWith(ours) || ours.startsWith(path)) {
      throw new Unfit(
          "writable = [\""
              + name
              + "\"] would open agentpool's own state, "
              + ours
              + ": name another folder");
    }
    if (MACHINE.stream().anyMatch(path::startsWith)) {
      throw new Unfit(
          "writable = [\"" + name + "\"] is the machine itself: name a folder of files");
    }
    return path;
  }

  private static Path real(String name, Path path) throws Unfit {
    try {
      return path.toRealPath();
    } catch (IOException unreadable) {
      throw new Unfit(
          "writable = [\"" + name + "\"]: " + path + " cannot be read: " + unreadable.getMessage());
    }
  }
}
