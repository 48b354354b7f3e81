package dev.agentpool.api;

import dev.agentpool.answer.WorktreeCleared;
import dev.agentpool.answer.WorktreeList;

/**
 * The worktrees and clones of tasks and plans (spec control-plane 13). Clearing one away loses no
 * commit and no change.
 *
 * {@snippet :
 * for (WorktreeList.Tree tree : pool.worktrees().list().worktrees()) {
 *   WorktreeCleared would = pool.worktrees().wouldClear(tree.sessionId());
 *   System.out.println(tree.kind() + " " + tree.active() + " " + would.wouldRemove());
 * }
 * }
 */
public interface Worktrees {
  WorktreeList list();

  /** Tells what would be, and what keeps it. */
  WorktreeCleared wouldClear(String taskId);

  /** Refused with {@code worktree_active} or {@code worktree_dirty} where a rule keeps it. */
  WorktreeCleared clear(String taskId);

  /** Also with uncommitted work, which is committed onto the task's branch first. */
  WorktreeCleared clearByForce(String taskId);
}
