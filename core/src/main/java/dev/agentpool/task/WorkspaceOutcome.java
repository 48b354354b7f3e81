package dev.agentpool.task;

import org.jspecify.annotations.Nullable;

/**
 * Where a task's work is to be found.
 *
 * @param mode {@code read_only}, {@code shared}, {@code worktree} or {@code clone}
 * @param path the directory it worked in
 * @param branch the branch that keeps its commits; null when it made none
 * @param commits how many commits it is ahead of its base
 */
public record WorkspaceOutcome(String mode, String path, @Nullable String branch, int commits) {}
