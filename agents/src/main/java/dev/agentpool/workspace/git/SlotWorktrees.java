package dev.agentpool.workspace.git;

import dev.agentpool.task.TaskId;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Worktrees that stay at one path for one slot; each task gets a branch from the project's commit.
 * Two slots prepare side by side; only the adding of a worktree is one at a time in a repository.
 */
final class SlotWorktrees {
  private final Git git;
  private final Locks locks;

  SlotWorktrees(Git git, Locks locks) {
    this.git = git;
    this.locks = locks;
  }

  Workspace prepare(Repository repository, BaseFolder base, String slot, TaskId task) {
    Path path = base.worktree(slot);
    ReentrantLock lock = locks.of(path);
    lock.lock();
    try {
      return prepareAt(path, repository, base, task);
    } catch (IOException | UncheckedIOException e) {
      throw new WorkspaceException("cannot prepare " + path + ": " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  private Workspace prepareAt(Path path, Repository repository, BaseFolder base, TaskId task)
      throws IOException {
    Path gitDir = usable(path, repository).orElseGet(() -> add(path, repository));
    WorkTree tree = WorkTree.of(git, gitDir, path);
    Optional<Mark> earlier = Mark.read(gitDir);
    String earlierTask = earlier.map(Mark::task).orElse("unknown");
    Registrations.relink(path, gitDir, base, earlierTask);
    earlier.ifPresent(mark -> release(tree, mark));
    String branch = repository.reserveBranch(task);
    Mark mark = new Mark(task.value(), branch, repository.head(), Mark.Phase.WORKING);
    tree.refresh(mark, base, earlierTask);
    Path directory = path.resolve(repository.prefix());
    Files.createDirectories(directory);
    return new SlotWorktree(tree, mark, directory, locks.of(path));
  }

  private static void release(WorkTree tree, Mark mark) {
    if (mark.phase() == Mark.Phase.PREPARING) {
      tree.abandon(mark);
    } else {
      tree.keep(mark);
    }
  }

  /** Changes nothing. */
  Workspace find(Repository repository, BaseFolder base, String slot, TaskId task) {
    Path path = base.worktree(slot);
    Optional<Path> gitDir = Registrations.gitDirOf(path, repository.commonDir());
    Optional<Mark> mark = gitDir.flatMap(Mark::read);
    if (mark.isEmpty() || !mark.get().task().equals(task.value()) || !isDirectory(path)) {
      throw new WorkspaceException(
          "no worktree of "
              + task
              + " at "
              + path
              + mark.map(other -> ", it is now for " + other.task()).orElse("")
              + "; what it committed is on branch agentpool/"
              + task,
          null);
    }
    if (mark.get().phase() == Mark.Phase.PREPARING) {
      throw new WorkspaceException(
          "the worktree " + path + " was not fully prepared; prepare it again", null);
    }
    return new SlotWorktree(
        WorkTree.of(git, gitDir.orElseThrow(), path),
        mark.get(),
        path.resolve(repository.prefix()),
        locks.of(path));
  }

  /** The git directory of the slot's worktree, if it is there and ours. */
  private Optional<Path> usable(Path path, Repository repository) throws IOException {
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
      WorkTree.keepCommits(git, gitDir, mark);
    }
    // the folder is gone, or git was ended while it made it: forget this registration, and no other
    repository.place().must("worktree", "remove", "--force", "--force", path.toString());
    return Optional.empty();
  }

  private Path add(Path path, Repository repository) {
    FilterGuard.check(repository.place());
    ReentrantLock lock = locks.of(repository.commonDir());
    lock.lock();
    try {
      repository
          .place()
          .must(
              "worktree",
              "add",
              "-q",
              "--no-checkout",
              "--detach",
              path.toString(),
              repository.head());
    } finally {
      lock.unlock();
    }
    return Registrations.gitDirOf(path, repository.commonDir())
        .orElseThrow(() ->
            new WorkspaceException(
                "git made the worktree " + path + " but does not list it", null));
  }

  private static boolean isDirectory(Path path) {
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
      throw new WorkspaceException(
          path
              + " is in the way: it is no worktree of this project's repository; move it away (agentpool deletes nothing"
              + " it did not make)",
          null);
    }
  }

  private static void requireOurs(boolean ours, Path path) {
    if (!ours) {
      throw new WorkspaceException(
          "the worktree "
              + path
              + " was not made by agentpool; move it away (git worktree move) or choose another"
              + " folder for the pool",
          null);
    }
  }
}
