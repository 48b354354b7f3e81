package dev.agentpool.workspace.git;

import dev.agentpool.task.TaskId;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Worktrees that stay at one path for one slot; each task gets a branch from the project's commit.
 * Two slots prepare side by side.
 */
final class SlotWorktrees {
  private final Git git;
  private final WorktreeFolders folders;
  private final Locks locks;

  SlotWorktrees(Git git, WorktreeFolders folders, Locks locks) {
    this.git = git;
    this.folders = folders;
    this.locks = locks;
  }

  Workspace prepare(Repository repository, BaseFolder base, String slot, TaskId task) {
    Path path = base.worktree(slot);
    ReentrantLock lock = locks.of(path);
    lock.lock();
    try {
      return prepareAt(path, repository, base, task);
    } catch (IOException | UncheckedIOException e) {
      throw WorkspaceException.ofMachine("cannot prepare " + path + ": " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  private Workspace prepareAt(Path path, Repository repository, BaseFolder base, TaskId task)
      throws IOException {
    try (TakeBack taken = new TakeBack()) {
      Path gitDir = folders.ready(path, repository, repository.head(), taken);
      WorkTree tree = WorkTree.of(git, gitDir, path, repository, base);
      Optional<Mark> earlier = Mark.read(gitDir);
      String earlierTask = earlier.map(Mark::task).orElse("unknown");
      Registrations.relink(path, gitDir, base, earlierTask);
      earlier.ifPresent(tree::release);
      String branch = repository.reserveBranch(task, taken);
      Mark mark = new Mark(task.value(), branch, repository.head(), Mark.Phase.WORKING);
      taken.with(() -> tree.letGo(mark));
      tree.refresh(mark, base, earlierTask);
      Path directory = path.resolve(repository.prefix());
      Files.createDirectories(directory);
      taken.keep();
      return new SlotWorktree(tree, mark, directory, locks.of(path));
    }
  }

  /** Changes nothing. */
  Workspace find(Repository repository, BaseFolder base, String slot, TaskId task) {
    Path path = base.worktree(slot);
    Optional<Path> gitDir = Registrations.gitDirOf(path, repository.commonDir());
    Optional<Mark> mark = gitDir.flatMap(Mark::read);
    if (mark.isEmpty()
        || !mark.get().task().equals(task.value())
        || !WorktreeFolders.isDirectory(path)) {
      throw WorkspaceException.ofTask(
          "no worktree of "
              + task
              + " at "
              + path
              + mark.map(other -> ", it is now for " + other.task()).orElse("")
              + "; what it committed is on branch agentpool/"
              + task);
    }
    if (mark.get().phase() == Mark.Phase.PREPARING) {
      throw WorkspaceException.ofTask(
          "the worktree " + path + " was not fully prepared; prepare it again");
    }
    return new SlotWorktree(
        WorkTree.of(git, gitDir.orElseThrow(), path, repository, base),
        mark.get(),
        path.resolve(repository.prefix()),
        locks.of(path));
  }
}
