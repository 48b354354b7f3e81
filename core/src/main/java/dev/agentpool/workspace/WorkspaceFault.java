package dev.agentpool.workspace;

/**
 * Whose state it is that kept a workspace from being prepared, kept or merged; it tells whether the
 * next task would fare better.
 */
public enum WorkspaceFault {
  /**
   * The project's repository: in none, without a commit, partial, corrupt, with a branch or a
   * setting in the way. Every task that wants a workspace there fails until a person mends it.
   */
  PROJECT,
  /**
   * This machine: no git or one too old, a full or slow disk, a folder that may not be written or
   * is in the way. Every task fails until it is mended.
   */
  MACHINE,
  /**
   * This task's own work: a conflict, a check that fails, a branch that is gone. Others may go on.
   */
  TASK;

  /** Would the next task meet the same? */
  public boolean concernsEveryTask() {
    return switch (this) {
      case PROJECT, MACHINE -> true;
      case TASK -> false;
    };
  }
}
