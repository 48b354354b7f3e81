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
   * @param merged whether all of its commits are in what the project has checked out
   * @param in the worktree that has it checked out
   */
  record Branch(String name, String holder, boolean merged, Optional<Path> in) {}

  /**
   * By their names; none when the project is in no repository.
   *
   * @throws WorkspaceException when git cannot be asked
   */
  List<Branch> list(Path project) throws WorkspaceException;

  /**
   * Drops a branch all of whose commits are in what the project has checked out now, and that no
   * worktree has; others stay.
   *
   * @return whether it is gone
   * @throws WorkspaceException when git cannot be asked
   */
  boolean dropMerged(Path project, String branch) throws WorkspaceException;
}
