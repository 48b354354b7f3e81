package dev.agentpool.workspace;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a person asks of the project's own working tree once a task has ended. Each is done whole or
 * not at all, and no command that the project names is run. Thread-safe.
 */
public interface UsersTree {
  /**
   * The commit that a branch points at; empty when there is no such branch, or no repository.
   *
   * @throws WorkspaceException when git cannot be asked
   */
  Optional<String> tip(Path project, String branch) throws WorkspaceException;

  /**
   * Puts the working tree onto a branch of ours.
   *
   * @throws WorkspaceException when there is no such branch, something is uncommitted or under way,
   *     another worktree stands on it, or it changes how the pool's agents run
   */
  CheckedOut checkOut(Path project, String branch) throws WorkspaceException;

  /**
   * What is checked out now.
   *
   * @param directory the root of the working tree
   * @param from what was checked out before: a branch, or the commit of a detached HEAD; the branch
   *     itself when it was that already
   */
  record CheckedOut(Path directory, String from, String branch, String commit) {}
}
