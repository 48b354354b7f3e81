package dev.agentpool.settings;

import java.util.Locale;

/** Where a task works. */
public enum WorkspaceMode {
  /** In the project directory, with the tools that write denied. */
  READ_ONLY,
  /** In the project directory, together with everyone else. */
  SHARED,
  /** In a git worktree of the slot, on a branch of the task. */
  WORKTREE,
  /** In a clone of its own, on a branch of the task. */
  CLONE;

  /** Whether it is made for whoever works there, so that it must be finished, too. */
  public boolean isOfItsOwn() {
    return this == WORKTREE || this == CLONE;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
