package dev.agentpool.session;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.TaskId;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which workspace a session works in: all that is needed to find and finish it, whatever the
 * settings say by then.
 *
 * @param project the pool's project directory
 * @param base the pool's own folder for worktrees and clones
 * @param plan the task that stands for the plan whose steps share it; null for a task's own
 */
public record Workplace(
    WorkspaceMode mode, Path project, Path base, String slot, @Nullable TaskId plan) {}
