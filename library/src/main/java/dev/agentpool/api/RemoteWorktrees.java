package dev.agentpool.api;

import dev.agentpool.answer.WorktreeCleared;
import dev.agentpool.answer.WorktreeList;
import dev.agentpool.operation.WorktreeRows;
import dev.agentpool.request.Nothing;
import dev.agentpool.request.WorktreeClearing;
import java.util.Optional;

/** The worktrees, asked over the daemon's socket. */
record RemoteWorktrees(Calls calls) implements Worktrees {
  @Override
  public WorktreeList list() {
    return calls.ask(WorktreeRows.LIST, Nothing.MORE);
  }

  @Override
  public WorktreeCleared wouldClear(String taskId) {
    return clear(taskId, false, true);
  }

  @Override
  public WorktreeCleared clear(String taskId) {
    return clear(taskId, false, false);
  }

  @Override
  public WorktreeCleared clearByForce(String taskId) {
    return clear(taskId, true, false);
  }

  private WorktreeCleared clear(String taskId, boolean force, boolean dryRun) {
    return calls.ask(
        WorktreeRows.CLEAR, new WorktreeClearing(taskId, Optional.of(force), Optional.of(dryRun)));
  }
}
