package dev.agentpool.workspace.git;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.WorkspaceOutcome;
import dev.agentpool.workspace.Workspaces.Closed;
import dev.agentpool.workspace.Workspaces.Merged;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Ends a plan's workspace in two steps, each of which may be done again: what is in the folder goes
 * onto the branch and the folder goes; then the branch alone tells what became, and what is asked
 * is done with it.
 */
final class PlanClosing {
  private final PlanLocks plans;
  private final PlanWorktrees worktrees;
  private final PlanClones clones;
  private final Merging merging;

  PlanClosing(PlanLocks plans, PlanWorktrees worktrees, PlanClones clones, Merging merging) {
    this.plans = plans;
    this.worktrees = worktrees;
    this.clones = clones;
    this.merging = merging;
  }

  Closed close(Repository project, Path base, WorkspaceMode mode, TaskId plan, OnFinish onFinish) {
    Ended ended =
        Files.isDirectory(base)
            ? end(project, BaseFolder.existing(base), mode, plan, onFinish)
            : Ended.NOTHING;
    String path = path(base, mode, plan).resolve(project.prefix()).toString();
    if (onFinish == OnFinish.DELETE) {
      TaskBranches.all(project, plan).forEach(project.refs()::giveUp);
    }
    Optional<String> branch = TaskBranches.find(project, plan);
    Optional<String> tip = branch.flatMap(project.refs()::tip);
    if (tip.isEmpty()) {
      return nothing(mode, path, ended.notices());
    }
    String start = BranchStart.of(project, tip.get(), ended.start());
    int commits = BranchStart.commits(project, start, tip.get());
    if (commits == 0 && project.refs().dropIfLeft(branch.get(), project.head())) {
      return nothing(mode, path, ended.notices());
    }
    List<String> notices = new ArrayList<>(ended.notices());
    String mergedInto = null;
    if (onFinish == OnFinish.MERGE) {
      Merged merged = merging.mergeUnseen(project, base, branch.get(), "Merge the work of " + plan);
      mergedInto = merged.into();
      notices.addAll(merged.notices());
    }
    Path patch = onFinish == OnFinish.PATCH ? patch(project, base, plan, start, tip.get()) : null;
    String file = patch == null ? null : patch.toString();
    return new Closed(
        new WorkspaceOutcome(mode.wireName(), path, branch.get(), commits, file),
        patch,
        mergedInto,
        notices);
  }

  private Ended end(
      Repository project, BaseFolder base, WorkspaceMode mode, TaskId plan, OnFinish onFinish) {
    boolean giveUp = onFinish == OnFinish.DELETE;
    ReentrantLock lock = plans.of(plan); // not while merging, which may wait for another's check
    lock.lock();
    try {
      return mode == WorkspaceMode.CLONE
          ? clones.end(project, base, plan, giveUp)
          : worktrees.end(project, base, plan, giveUp);
    } finally {
      lock.unlock();
    }
  }

  private static @Nullable Path patch(
      Repository project, Path base, TaskId plan, String start, String tip) {
    BaseFolder folder = BaseFolder.create(base, project);
    if (!start.equals(tip)) {
      return PatchFile.write(project, folder, plan.value(), start, tip);
    }
    Path earlier = PatchFile.of(folder, plan.value());
    return Files.exists(earlier) ? earlier : null;
  }

  /** For a plan without a workspace, or whose workspace came to nothing. */
  static Closed nothing(WorkspaceMode mode, String path) {
    return nothing(mode, path, List.of());
  }

  private static Closed nothing(WorkspaceMode mode, String path, List<String> notices) {
    return new Closed(new WorkspaceOutcome(mode.wireName(), path, null, 0), null, null, notices);
  }

  /** Where the plan's workspace is or would be. */
  static Path path(Path base, WorkspaceMode mode, TaskId plan) {
    Path real = Files.isDirectory(base) ? BaseFolder.existing(base).path() : base;
    Path folder = mode == WorkspaceMode.CLONE ? new BaseFolder(real).clones() : real;
    return folder.resolve(plan.value()).toAbsolutePath().normalize();
  }
}
