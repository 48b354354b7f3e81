package dev.agentpool.workspace;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The branches {@code agentpool/…} that tasks and plans left in a project. Thread-safe. */
public interface OwnBranches {
  /**
   * One of them.
   *
   * @param holder the task or plan whose it is, by its name
   * @param commit its last one
   * @param in the worktree that has it checked out
   */
  record Branch(String name, String holder, String commit, Work work, Optional<Path> in) {}

  /** Where a branch's work is. */
  enum Work {
    /** All of its commits are in what the project has checked out. */
    MERGED,
    /**
     * They are not, but all of its changes are, in other commits, as by a squash or a rebase: to
     * merge it would change nothing.
     */
    SQUASHED,
    /** It has changes that are nowhere else. */
    ITS_OWN
  }

  /**
   * By their names; none when the project is in no repository.
   *
   * @throws WorkspaceException when git cannot be asked
   */
  List<Branch> list(Path project) throws WorkspaceException;

  /**
   * Drops a branch whose work is in what the project has checked out now, {@link Work#MERGED} or
   * {@link Work#SQUASHED}, and that no worktree has; others stay.
   *
   * @return whether it is gone
   * @throws WorkspaceException when git cannot be asked
   */
  boolean dropMerged(Path project, String branch) throws WorkspaceException;
}
