package dev.agentpool.workspace;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.WorkspaceOutcome;
import java.nio.file.Path;

/**
 * Prepares where tasks work, and keeps what they did. Thread-safe; a slot's workspace serves one
 * task at a time.
 */
public interface Workspaces {
  /**
   * Makes the slot's workspace ready for a task. Work that an earlier task left there uncommitted
   * is committed onto that task's branch first; a branch with commits is never deleted.
   *
   * @param project the pool's project directory
   * @param base the pool's own folder for worktrees and clones, outside the project's working tree
   * @throws WorkspaceException with what to do, for instance when the project is no git repository
   */
  Workspace prepare(Path project, Path base, WorkspaceMode mode, String slot, TaskId task)
      throws WorkspaceException;

  /** Finds the workspace of an attempt that a daemon before had prepared, changing nothing. */
  Workspace find(Path project, Path base, WorkspaceMode mode, String slot, TaskId task)
      throws WorkspaceException;

  /** A prepared place to work. */
  interface Workspace {
    WorkspaceMode mode();

    Path directory();

    /**
     * Commits what is uncommitted onto the task's branch, drops the branch when it has no commits,
     * says what became.
     */
    WorkspaceOutcome finish();
  }
}
