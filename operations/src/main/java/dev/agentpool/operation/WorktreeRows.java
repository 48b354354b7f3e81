package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.WorktreeCleared;
import dev.agentpool.answer.WorktreeList;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.OwnWorktrees;
import dev.agentpool.request.Nothing;
import dev.agentpool.request.WorktreeClearing;
import dev.agentpool.workspace.OwnTrees;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The worktrees and clones of tasks and plans (spec control-plane 13). */
public final class WorktreeRows {
  private static final String ALL = "/v1/worktrees";

  public static final Operation<Nothing, WorktreeList> LIST =
      named("worktree.list", "The worktrees and clones of tasks and plans")
          .takes(Nothing.class)
          .gives(WorktreeList.class)
          .at(Route.get(ALL).fails(400, 409))
          .does((asking, _) -> {
            PoolConfig pool = asking.standing();
            return new WorktreeList(
                pool.directory().toString(),
                asking.engine().worktrees().list(pool).stream().map(WorktreeRows::told).toList());
          });

  public static final Operation<WorktreeClearing, WorktreeCleared> CLEAR =
      named("worktree.clear", "Clears a worktree or clone away; no commit and no change is lost")
          .takes(WorktreeClearing.class)
          .gives(WorktreeCleared.class)
          .at(Route.delete(ALL + "/{id}").with("id", "session_id").fails(400, 404, 409))
          .does(WorktreeRows::clear);

  private WorktreeRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(LIST, CLEAR);
  }

  private static WorktreeList.Tree told(OwnWorktrees.Listed listed) {
    OwnTrees.Tree tree = listed.tree();
    return new WorktreeList.Tree(
        tree.path().toString(),
        tree.head(),
        tree.branch().map(branch -> "refs/heads/" + branch),
        listed.active(),
        listed.holder(),
        tree.kind().name().toLowerCase(Locale.ROOT),
        tree.there());
  }

  private static WorktreeCleared clear(Asking asking, WorktreeClearing asked) {
    String id = asked.sessionId();
    PoolConfig pool = ArtifactRows.poolOf(asking, id);
    boolean force = asked.force().orElse(false);
    boolean dryRun = asked.dryRun().orElse(false);
    OwnTrees.Cleared cleared = asking.engine().worktrees().clear(pool, id, force, dryRun);
    OwnTrees.Fate fate = cleared.fate();
    if (fate == OwnTrees.Fate.REMOVED) {
      asking
          .engine()
          .artifacts()
          .happened(pool, id, "worktree_cleanup", Map.of("path", String.valueOf(cleared.path())));
    }
    return new WorktreeCleared(
        id,
        fate == OwnTrees.Fate.REMOVED,
        fate == OwnTrees.Fate.WOULD_REMOVE,
        dryRun,
        fate == OwnTrees.Fate.ACTIVE || fate == OwnTrees.Fate.DIRTY,
        Optional.ofNullable(cleared.path()).map(Path::toString),
        cleared.dirty(),
        force,
        switch (fate) {
          case REMOVED, WOULD_REMOVE -> Optional.empty();
          case NONE, MISSING, ACTIVE, DIRTY -> Optional.of(fate.name().toLowerCase(Locale.ROOT));
        },
        Optional.ofNullable(cleared.branch()),
        cleared.branchRemoved(),
        cleared.aside());
  }
}
