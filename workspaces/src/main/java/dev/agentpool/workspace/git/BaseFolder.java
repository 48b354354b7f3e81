package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.WorkspaceFault;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A pool's own folder: {@code SLOT/} are worktrees, {@code clones/TASK/} clones, {@code kept/TASK/}
 * what git could not keep. Nothing in it is deleted that has not our {@link Mark}.
 *
 * @param path its real path
 */
record BaseFolder(Path path) {
  private static final String CLONES = "clones";
  private static final String KEPT = "kept";
  private static final String CHECKS = "checks";
  private static final String PATCHES = "patches";
  private static final Set<String> OURS = Set.of(CLONES, KEPT, CHECKS, PATCHES);

  /** Creates it when needed; inside the project's tree it is hidden from the project's git. */
  static BaseFolder create(Path base, Repository repository) {
    try {
      Files.createDirectories(base);
      Path real = base.toRealPath();
      if (real.startsWith(repository.commonDir())) {
        throw WorkspaceException.ofProject(
            "the pool's folder "
                + base
                + " lies inside the git directory "
                + repository.commonDir()
                + "; choose another one");
      }
      if (!repository.isBare() && real.startsWith(repository.top())) {
        hide(real, repository);
      }
      return new BaseFolder(real);
    } catch (IOException e) {
      throw WorkspaceException.ofMachine(
          "cannot create the pool's folder " + base + ": " + e.getMessage(), e);
    }
  }

  /** Takes back a folder in which nothing came to be. */
  static void dropIfEmpty(Path base) throws IOException {
    for (Path folder : List.of(base.resolve(CLONES), base)) {
      try {
        Files.deleteIfExists(folder);
      } catch (DirectoryNotEmptyException inUse) {
        return;
      }
    }
  }

  /** For reading only: the folder as it is. */
  static BaseFolder existing(Path base) {
    try {
      return new BaseFolder(base.toRealPath());
    } catch (IOException e) {
      throw new WorkspaceException(
          WorkspaceFault.TASK,
          "the pool's folder " + base + " is not there; nothing was prepared in it",
          e);
    }
  }

  /** The worktree of a slot. A slot's name is one plain folder name. */
  Path worktree(String slot) {
    boolean plain =
        !slot.isBlank()
            && slot.length() <= 100
            && !slot.startsWith(".")
            && slot.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    if (!plain || OURS.contains(slot.toLowerCase(Locale.ROOT))) {
      throw WorkspaceException.ofProject(
          "the slot name '"
              + slot
              + "' cannot name a folder: use letters, digits, '-' and '_' (and none of "
              + new TreeSet<>(OURS)
              + ")");
    }
    return path.resolve(slot);
  }

  Path clones() {
    return path.resolve(CLONES);
  }

  /** Where a branch's merged result is tried. */
  Path check(String branch) {
    return path.resolve(CHECKS).resolve(branch.replaceAll("[^A-Za-z0-9_-]", "-"));
  }

  Path patches() {
    return path.resolve(PATCHES);
  }

  /** What git could not keep of a task. */
  Path kept(String task) {
    return path.resolve(KEPT).resolve(task);
  }

  /** Where what is to be deleted is moved first. */
  Path doomed() {
    return path.resolve(".removed");
  }

  /** Moves a file or folder out of the way, for a person to look at; says where it is. */
  Path putAside(Path what, String task) {
    return putAside(what, task, what.getFileName().toString());
  }

  Path putAside(Path what, String task, String name) {
    try {
      Path folder = Files.createDirectories(kept(task));
      Path target = folder.resolve(name);
      for (int n = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS); n++) {
        target = folder.resolve(name + "-" + n);
      }
      Trees.move(what, target);
      return target;
    } catch (IOException e) {
      throw WorkspaceException.ofMachine(
          "cannot move "
              + what
              + " to "
              + path.resolve(KEPT)
              + ": "
              + e.getMessage()
              + "; move it away by hand",
          e);
    }
  }

  /**
   * In {@code .git/info/exclude}, which is nobody's but this machine's; {@code .gitignore} is the
   * project's.
   */
  private static void hide(Path real, Repository repository) throws IOException {
    if (real.equals(repository.top())) {
      throw WorkspaceException.ofProject(
          "the pool's folder " + real + " is the project itself; choose a folder of its own");
    }
    GitPlace project = GitPlace.searching(repository.place().git(), repository.top());
    if (project.run("check-ignore", "-q", "--", real.toString()).ok()) {
      return;
    }
    Path file = repository.commonDir().resolve("info").resolve("exclude");
    Files.createDirectories(file.getParent());
    String before = Files.exists(file) ? Files.readString(file) : "";
    String pattern =
        "/"
            + repository.top().relativize(real).toString().replaceAll("([\\\\*?\\[ ])", "\\\\$1")
            + "/";
    if (before.lines().noneMatch(pattern::equals)) {
      String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
      Files.writeString(
          file,
          gap + "# worktrees of agentpool\n" + pattern + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }
}
