package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The folders of our worktrees with their registrations in the repository: added, mended, removed;
 * never one that we did not make. Only the adding is one at a time in a repository.
 */
final class WorktreeFolders {
  private final Git git;
  private final Locks locks;

  WorktreeFolders(Git git, Locks locks) {
    this.git = git;
    this.locks = locks;
  }

  /**
   * The git directory of the worktree at the path; one without files is added at the commit when
   * there is none, and only such a one is taken back.
   */
  Path ready(Path path, Repository repository, String commit, TakeBack taken) throws IOException {
    Optional<Path> known = usable(path, repository);
    if (known.isPresent()) {
      return known.get();
    }
    taken.with(() -> remove(path, repository));
    return add(path, repository, commit);
  }

  /** The git directory of the worktree at the path, if it is there and ours. */
  Optional<Path> usable(Path path, Repository repository) throws IOException {
    Optional<Path> known = Registrations.gitDirOf(path, repository.commonDir());
    if (known.isEmpty() && !isEmpty(path)) {
      // the project or the pool's folder was moved: git can mend that
      repository.place().run("worktree", "repair", path.toString());
      known = Registrations.gitDirOf(path, repository.commonDir());
    }
    if (known.isEmpty()) {
      requireEmpty(path);
      return known;
    }
    Path gitDir = known.get();
    boolean ours = Mark.isIn(gitDir);
    if (ours && isDirectory(path)) {
      return known;
    }
    requireOurs(ours || isEmpty(path), path);
    if (ours) {
      Mark mark = Mark.read(gitDir).orElseThrow();
      Keeping.keepCommits(git, gitDir, mark);
      Path base = path.getParent();
      if (base != null) {
        LeftModules.keep(git, gitDir, new BaseFolder(base), mark.task());
      }
    }
    // the folder is gone, or git was ended while it made it
    forget(path, repository);
    return Optional.empty();
  }

  /**
   * Removes a worktree of ours with all that is in it. The folder is renamed before it is deleted:
   * a half deleted one must never be taken for work that deletes files.
   */
  void remove(Path path, Repository repository) throws IOException {
    Path doomed = path.resolveSibling("." + path.getFileName() + ".removed");
    if (Files.exists(doomed, LinkOption.NOFOLLOW_LINKS)) {
      Trees.delete(doomed);
    }
    Optional<Path> gitDir = Registrations.gitDirOf(path, repository.commonDir());
    if (gitDir.isEmpty()) {
      return;
    }
    // without a mark: added by a daemon that ended before it wrote one, and still empty
    requireOurs(Mark.isIn(gitDir.get()) || isEmpty(path), path);
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(path, doomed, StandardCopyOption.ATOMIC_MOVE);
    }
    forget(path, repository);
    if (Files.exists(doomed, LinkOption.NOFOLLOW_LINKS)) {
      Trees.delete(doomed);
    }
  }

  /**
   * Moves the folder of a worktree of ours out of the way as it is; its commits get a branch.
   *
   * @return where it is now
   */
  Path putAside(Path path, Path gitDir, Repository repository, BaseFolder base, Mark mark)
      throws IOException {
    Keeping.keepCommits(git, gitDir, mark);
    LeftModules.keep(git, gitDir, base, mark.task());
    Path at = base.putAside(path, mark.task());
    forget(path, repository);
    return at;
  }

  /** This registration, and no other. */
  private static void forget(Path path, Repository repository) {
    repository.place().must("worktree", "remove", "--force", "--force", path.toString());
  }

  private Path add(Path path, Repository repository, String commit) {
    FilterGuard.check(repository.place());
    ReentrantLock lock = locks.of(repository.commonDir());
    lock.lock();
    try {
      repository
          .place()
          .must("worktree", "add", "-q", "--no-checkout", "--detach", path.toString(), commit);
    } finally {
      lock.unlock();
    }
    return Registrations.gitDirOf(path, repository.commonDir())
        .orElseThrow(() ->
            WorkspaceException.ofMachine(
                "git made the worktree " + path + " but does not list it", null));
  }

  static boolean isDirectory(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Nothing there, or a folder with nothing but git's own file in it. */
  private static boolean isEmpty(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    if (!isDirectory(path)) {
      return false;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        if (!entry.endsWith(".git") || !Files.isRegularFile(entry)) {
          return false;
        }
      }
      return true;
    }
  }

  private static void requireEmpty(Path path) throws IOException {
    if (!isEmpty(path)) {
      throw WorkspaceException.ofMachine(
          path
              + " is in the way: it is no worktree of this project's repository; move it away"
              + " (agentpool deletes nothing it did not make)",
          null);
    }
  }

  private static void requireOurs(boolean ours, Path path) {
    if (!ours) {
      throw WorkspaceException.ofMachine(
          "the worktree "
              + path
              + " was not made by agentpool; move it away (git worktree move) or choose another"
              + " folder for the pool",
          null);
    }
  }
}
