package dev.agentpool.task;

import org.jspecify.annotations.Nullable;

/**
 * Where a task's work is to be found.
 *
 * @param mode {@code read_only}, {@code shared}, {@code worktree} or {@code clone}
 * @param path the directory it worked in
 * @param branch the branch that keeps its commits; null when it made none
 * @param commits how many commits it is ahead of its base
 * @param patch the file that has a plan's whole change; null when none was asked or there is none
 */
public record WorkspaceOutcome(
    String mode, String path, @Nullable String branch, int commits, @Nullable String patch) {
  public WorkspaceOutcome(String mode, String path, @Nullable String branch, int commits) {
    this(mode, path, branch, commits, null);
  }
}
