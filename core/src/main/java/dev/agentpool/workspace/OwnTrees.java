package dev.agentpool.workspace;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** The worktrees and clones that were made for tasks and plans of a project. Thread-safe. */
public interface OwnTrees {
  /**
   * One of them.
   *
   * @param holder the task or plan that it serves or served last
   * @param head the commit it stands on; empty when files do not tell
   * @param branch that has or gets its work; empty when there is none of that name
   * @param there whether its folder is
   */
  record Tree(
      Path path,
      Kind kind,
      String holder,
      Optional<String> head,
      Optional<String> branch,
      boolean there) {}

  /** What it is to git. */
  enum Kind {
    WORKTREE,
    CLONE
  }

  /** Those in the pool's own folder, by their paths; none when the project is in no repository. */
  List<Tree> list(Path project, Path base);

  /**
   * Removes the tree of a task or plan, or of the slot that is called so. No commit and no change
   * is lost: uncommitted work is committed onto the holder's branch first, what git cannot keep is
   * put aside, and a branch goes only when the project has all of it. Ignored files go with the
   * folder.
   *
   * @param force also when something is uncommitted
   * @param dryRun only tells what would be
   * @param active whether the holder, or whoever else has that folder, may be at work there; asked
   *     while nobody else may change the tree
   * @throws WorkspaceException when git could not; nothing is lost then either
   */
  Cleared clear(
      Path project,
      Path base,
      String holder,
      boolean force,
      boolean dryRun,
      BiPredicate<String, Path> active);

  /**
   * What became of it.
   *
   * @param path null when there is no tree
   * @param branch that has the work now; null when there is none, or it is gone
   * @param aside what git could not keep, and where it is now
   */
  record Cleared(
      Fate fate,
      @Nullable Path path,
      boolean dirty,
      @Nullable String branch,
      boolean branchRemoved,
      List<String> aside) {
    public Cleared {
      aside = List.copyOf(aside);
    }
  }

  /** How a clean-up ended. */
  enum Fate {
    REMOVED,
    WOULD_REMOVE,
    NONE,
    MISSING,
    ACTIVE,
    DIRTY
  }
}
