package dev.agentpool.workspace.git;

import dev.agentpool.settings.Submodules;
import dev.agentpool.task.TaskId;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.WorkspaceFault;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  Workspace prepare(
      Repository repository, BaseFolder base, Submodules submodules, String slot, TaskId task) {
    Path path = base.worktree(slot);
    ReentrantLock lock = locks.of(path);
    lock.lock();
    try {
      return prepareAt(path, repository, base, submodules, task);
    } catch (IOException | UncheckedIOException e) {
      throw WorkspaceException.ofMachine("cannot prepare " + path + ": " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  private Workspace prepareAt(
      Path path, Repository repository, BaseFolder base, Submodules submodules, TaskId task)
      throws IOException {
    Released released = released(path, repository, base);
    try (TakeBack taken = new TakeBack()) {
      Path gitDir = folders.ready(path, repository, repository.head(), taken);
      WorkTree tree = WorkTree.of(git, gitDir, path, repository, base);
      released.notices().forEach(tree.modules().notices()::say);
      String earlierTask = Mark.read(gitDir).map(Mark::task).orElse("unknown");
      Mark mark =
          new Renewal(tree)
              .onNewBranch(
                  new Mark(
                      task.value(), TaskBranches.name(task), repository.head(), Mark.Phase.WORKING),
                  base,
                  submodules,
                  earlierTask,
                  released.found(),
                  taken);
      Path directory = path.resolve(repository.prefix());
      Files.createDirectories(directory);
      taken.keep();
      return new SlotWorktree(tree, mark, directory, locks.of(path));
    }
  }

  /**
   * What an earlier task left in the slot's worktree is on its branch now. When git cannot bring it
   * there, for instance because the task left a file that git refuses to read, the worktree is put
   * aside as it is, and the slot gets another: one task must not keep all that come after from it.
   */
  private Released released(Path path, Repository repository, BaseFolder base) throws IOException {
    Optional<Path> gitDir = folders.usable(path, repository);
    Optional<Mark> earlier = gitDir.flatMap(Mark::read);
    if (earlier.isEmpty()) {
      return new Released(Optional.empty(), List.of());
    }
    Mark mark = earlier.get();
    WorkTree tree = WorkTree.of(git, gitDir.get(), path, repository, base);
    Registrations.relink(path, gitDir.get(), base, mark.task());
    try {
      return new Released(new Keeping(tree).release(mark), tree.notices());
    } catch (WorkspaceException stuck) {
      if (stuck.fault() == WorkspaceFault.MACHINE) {
        throw stuck;
      }
      Path at = folders.putAside(path, gitDir.get(), repository, base, mark);
      String said =
          "what "
              + mark.task()
              + " left could not be committed and is in "
              + at
              + ", its commits on its branch: "
              + stuck.getMessage();
      return new Released(Optional.empty(), List.of(said));
    }
  }

  /**
   * @param found how the tree is, when it is known that nothing is in it
   */
  private record Released(Optional<Status> found, List<String> notices) {}

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
