package dev.agentpool.workspace;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.TaskId;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells what tasks changed, while they work and when they have ended. Thread-safe. */
public interface Differences {
  /**
   * Where a task works or worked.
   *
   * @param project the pool's project directory
   * @param base the pool's own folder for worktrees and clones
   * @param slot whose worktree it has
   * @param plan whose workspace it shares; null for none, the task itself for all that is done
   *     there
   * @param start the commit it started from
   * @param branch that has its work once it has ended; null when it left no commit
   * @param works whether it is still at work there
   */
  record Place(
      Path project,
      Path base,
      WorkspaceMode mode,
      String slot,
      TaskId task,
      @Nullable TaskId plan,
      String start,
      @Nullable String branch,
      boolean works) {}

  /**
   * Writes the change into the file, which is there whole or not at all: staged and unstaged, new,
   * renamed, deleted and binary files, modes, and what was committed since. Ignored files and what
   * is in submodules are not in it. Nothing in the repository or the working tree is changed, and
   * no command that the repository names is run.
   *
   * @param file in a folder of our own, beside which there is room for scratch files
   * @param limit after which it is given up, and told so
   */
  Difference write(Place place, Path file, Duration limit);
}
