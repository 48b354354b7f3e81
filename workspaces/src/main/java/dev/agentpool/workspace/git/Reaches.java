package dev.agentpool.workspace.git;

import dev.agentpool.workspace.Workspaces.Reach;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What work in a workspace needs to write of git's, and what in there would be run or believed
 * later by whoever stands outside of the walls.
 */
final class Reaches {
  /** Git ignores it; it keeps git from removing a folder that is mounted into a running session. */
  private static final String KEEP = ".agentpool";

  /** Names of submodules have slashes. */
  private static final int MODULE_DEPTH = 4;

  private Reaches() {}

  /**
   * Of the repository a worktree may write objects, its own state, and our branches; not the packs
   * that are there.
   */
  static Reach ofWorktree(Path worktree, Path gitDir) {
    Path common = commonDir(gitDir);
    List<Path> writable =
        List.of(
            worktree,
            gitDir,
            common.resolve("objects"),
            kept(common.resolve("refs/heads/agentpool")),
            kept(common.resolve("logs/refs/heads/agentpool")));
    List<Path> fixed =
        new ArrayList<>(
            List.of(
                common,
                worktree.resolve(".git"),
                gitDir.resolve("gitdir"),
                gitDir.resolve("commondir"),
                empty(gitDir.resolve("config.worktree")),
                common.resolve("objects/info"),
                common.resolve("objects/pack")));
    fixed.addAll(ofModules(gitDir));
    return new Reach(writable, fixed);
  }

  /** All of a clone but what git runs there, and the packs that it shares with the project. */
  static Reach ofClone(Path clone) {
    return ofRepository(List.of(clone), clone.resolve(".git"), true);
  }

  /**
   * The project itself, with its own repository if it has one: all but what git runs there, and the
   * state of worktrees.
   */
  static Reach ofProject(Path project) {
    for (Path top = project; top != null; top = top.getParent()) {
      Path git = top.resolve(".git");
      if (Files.isDirectory(git)) {
        return ofRepository(List.of(project), git, false);
      }
      if (Files.isRegularFile(git)) {
        Optional<Path> own = Registrations.target(git).filter(Files::isDirectory);
        return own.isPresent()
            ? ofUsersWorktree(project, git, own.get())
            : new Reach(List.of(project), List.of(git));
      }
    }
    return new Reach(List.of(project), List.of());
  }

  /** The git directory around a folder, when it is a folder itself: no worktree's. */
  static Optional<Path> repositoryAround(Path project) {
    for (Path top = project; top != null; top = top.getParent()) {
      Path git = top.resolve(".git");
      if (Files.exists(git)) {
        return Optional.of(git).filter(Files::isDirectory);
      }
    }
    return Optional.empty();
  }

  /** The user's own worktree may move every branch of its repository, as the user would there. */
  private static Reach ofUsersWorktree(Path project, Path dotGit, Path gitDir) {
    Path common = commonDir(gitDir);
    List<Path> writable =
        new ArrayList<>(
            List.of(
                project,
                gitDir,
                common.resolve("objects"),
                common.resolve("refs"),
                common.resolve("logs")));
    List<Path> fixed =
        new ArrayList<>(
            List.of(
                common,
                dotGit,
                gitDir.resolve("gitdir"),
                gitDir.resolve("commondir"),
                empty(gitDir.resolve("config.worktree")),
                made(common.resolve("objects/info"))));
    keepModules(gitDir, writable, fixed);
    keepEmbedded(project, writable, fixed);
    return new Reach(writable, fixed);
  }

  private static Reach ofRepository(List<Path> places, Path gitDir, boolean ours) {
    List<Path> writable = new ArrayList<>(places);
    writable.add(gitDir); // a mount of its own: it cannot be moved away for another one
    List<Path> fixed =
        new ArrayList<>(
            List.of(
                made(gitDir.resolve("hooks")),
                gitDir.resolve("config"),
                made(gitDir.resolve("info")),
                made(gitDir.resolve("worktrees")),
                empty(gitDir.resolve("config.worktree")),
                made(gitDir.resolve("objects/info"))));
    if (ours) {
      fixed.addAll(ofModules(gitDir));
      fixed.add(gitDir.resolve("objects/pack"));
    } else {
      keepModules(gitDir, writable, fixed);
      keepEmbedded(places.getFirst(), writable, fixed);
    }
    return new Reach(writable, fixed);
  }

  /** What git runs in the repositories of submodules. */
  private static List<Path> ofModules(Path gitDir) {
    List<Path> fixed = new ArrayList<>();
    try {
      modules(gitDir).forEach(module -> fixed.addAll(ofModule(module)));
    } catch (IOException | UncheckedIOException unreadable) {
      fixed.add(gitDir.resolve("modules")); // then nothing of it can be written
    }
    return fixed;
  }

  /**
   * The repositories of submodules that are there, and no new one: the user's next {@code git
   * submodule update} would take it, hooks and all.
   */
  private static void keepModules(Path gitDir, List<Path> writable, List<Path> fixed) {
    fixed.add(made(gitDir.resolve("modules")));
    try {
      for (Path module : modules(gitDir)) {
        writable.add(module);
        fixed.addAll(ofModule(module));
        fixed.add(made(module.resolve("info")));
        fixed.add(made(module.resolve("modules")));
      }
    } catch (IOException | UncheckedIOException unreadable) {
      // then nothing of it can be written
    }
  }

  private static List<Path> ofModule(Path module) {
    return List.of(
        module.resolve("config"),
        empty(module.resolve("config.worktree")),
        made(module.resolve("hooks")));
  }

  /** What says in the checkout which repository a submodule is. */
  private static void keepEmbedded(Path project, List<Path> writable, List<Path> fixed) {
    Embedded.around(project).map(Embedded::doors).orElse(Set.of()).stream()
        .filter(door -> door.startsWith(project))
        .forEach(door -> {
          if (Files.isDirectory(door, LinkOption.NOFOLLOW_LINKS)) {
            writable.add(door);
            fixed.addAll(ofModule(door));
            fixed.add(made(door.resolve("info")));
          } else {
            fixed.add(door);
          }
        });
  }

  /** The repositories of submodules in a git directory. */
  static List<Path> modules(Path gitDir) throws IOException {
    Path all = gitDir.resolve("modules");
    if (!Files.isDirectory(all)) {
      return List.of();
    }
    try (Stream<Path> tree = Files.walk(all, MODULE_DEPTH)) {
      return tree.filter(path -> path.endsWith("HEAD") && Files.isRegularFile(path))
          .map(Path::getParent)
          .filter(module -> Files.isDirectory(module.resolve("objects")))
          .toList();
    }
  }

  /** {@code COMMON/worktrees/NAME} is where git keeps a worktree's own state. */
  static Path commonDir(Path gitDir) {
    Path all = gitDir.getParent();
    Path common = all == null || !all.endsWith("worktrees") ? null : all.getParent();
    return common == null ? gitDir : common;
  }

  private static Path kept(Path folder) {
    if (Files.isDirectory(made(folder))) {
      empty(folder.resolve(KEEP));
    }
    return folder;
  }

  /** What is not there, an agent could make: a repository without templates has no hooks. */
  private static Path made(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException cannot) {
      // what we may not make, an agent may not either
    }
    return folder;
  }

  private static Path empty(Path file) {
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.createFile(file);
      }
    } catch (FileAlreadyExistsException other) {
      // as wanted
    } catch (IOException cannot) {
      // then it is not there to be kept as it is
    }
    return file;
  }
}
