package dev.agentpool.workspace.git;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.WorkspaceOutcome;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces.Reach;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A slot's worktree while it serves one task.
 *
 * @param lock held while the tree is changed
 */
record SlotWorktree(WorkTree tree, Mark mark, Path directory, ReentrantLock lock)
    implements Workspace {
  @Override
  public WorkspaceMode mode() {
    return WorkspaceMode.WORKTREE;
  }

  @Override
  public Optional<String> start() {
    return Optional.of(mark.base());
  }

  @Override
  public List<String> notices() {
    return tree.notices();
  }

  @Override
  public Reach reach() {
    return Reaches.ofWorktree(tree.directory(), tree.gitDir());
  }

  @Override
  public WorkspaceOutcome finish() {
    lock.lock();
    try {
      if (!isStillOurs()) {
        return outcome(mark, -1);
      }
      Keeping.Kept kept = new Keeping(tree).keep(Mark.read(tree.gitDir()).orElse(mark));
      WorkspaceOutcome outcome = outcome(kept.mark(), kept.commits());
      tree.looked(kept, outcome.commits());
      return outcome;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean leftNothing() {
    return tree.leftNothing();
  }

  /** A late finish must not touch the tree of the slot's next task. */
  private boolean isStillOurs() {
    Optional<Mark> now = Mark.read(tree.gitDir());
    requireRepository();
    if (now.isEmpty()
        || !now.get().task().equals(mark.task())
        || !now.get().base().equals(mark.base())) {
      return false;
    }
    tree.requireDirectory();
    return true;
  }

  /** Without it git cannot be asked, and the files that are left are all that there is. */
  private void requireRepository() {
    Path registrations = Objects.requireNonNull(tree.gitDir().getParent());
    Path repository = Objects.requireNonNull(registrations.getParent());
    if (!Files.isDirectory(repository)) {
      throw WorkspaceException.ofProject("the repository " + repository + " is not there any more");
    }
  }

  /**
   * @param known how many commits the branch has, or -1
   */
  private WorkspaceOutcome outcome(Mark kept, int known) {
    int commits = known;
    if (commits < 0) {
      Refs refs = tree.sharedRefs();
      Optional<String> tip = refs.tip(kept.branch());
      commits = tip.map(commit -> refs.ahead(kept.base(), commit)).orElse(0);
    }
    return new WorkspaceOutcome(
        mode().wireName(), directory.toString(), commits == 0 ? null : kept.branch(), commits);
  }
}
