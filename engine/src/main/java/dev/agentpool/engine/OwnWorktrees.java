package dev.agentpool.engine;

import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.node.Node;
import dev.agentpool.node.SlotOperations;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.workspace.OwnTrees;
import dev.agentpool.workspace.WorkspaceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The worktrees and clones of a pool's tasks and plans (spec control-plane 13): listed, and cleared
 * away when nobody works there. Thread-safe.
 */
public final class OwnWorktrees {
  private final Ledger ledger;
  private final Node node;
  private final OwnTrees trees;
  private final Home home;
  private final SlotOperations slots;

  public OwnWorktrees(Ledger ledger, Node node, OwnTrees trees, Home home) {
    this.slots = new SlotOperations(node);
    this.ledger = ledger;
    this.node = node;
    this.trees = trees;
    this.home = home;
  }

  /**
   * One of them.
   *
   * @param holder whose it is: a task, or a live session
   * @param active whether somebody is at work there, or may go on there
   */
  public record Listed(OwnTrees.Tree tree, String holder, boolean active) {}

  public List<Listed> list(PoolConfig pool) {
    try {
      return trees.list(pool.directory(), base(pool)).stream()
          .map(tree ->
              new Listed(
                  tree,
                  session(tree.holder()).map(it -> it.id().value()).orElse(tree.holder()),
                  isActive(pool, tree.holder(), tree.path())))
          .toList();
    } catch (WorkspaceException broken) {
      throw failed(broken);
    }
  }

  private static Optional<TaskId> task(String holder) {
    try {
      return Optional.of(new TaskId(holder));
    } catch (IllegalArgumentException nobodys) {
      return Optional.empty();
    }
  }

  /**
   * Clears away the tree of a task, plan or live session; see {@link OwnTrees#clear} for what is
   * kept. One that is in the way of a rule is refused, but for a dry run, which tells it.
   */
  public OwnTrees.Cleared clear(PoolConfig pool, String id, boolean force, boolean dryRun) {
    OwnTrees.Cleared cleared;
    try {
      cleared =
          trees.clear(
              pool.directory(),
              base(pool),
              SessionId.find(id)
                  .flatMap(ledger::session)
                  .map(session -> session.firstTurn().value())
                  .orElse(id),
              force,
              dryRun,
              (holder, path) ->
                  isActive(pool, holder, path) || (!dryRun && isStillUsed(pool, path)));
    } catch (WorkspaceException broken) {
      throw failed(broken);
    }
    if (!dryRun && cleared.fate() == OwnTrees.Fate.ACTIVE) {
      throw new Refused(
          Refused.Kind.CONFLICT,
          "worktree_active",
          "WORKTREE_ACTIVE: "
              + cleared.path()
              + " is at work: wait for "
              + id
              + ", or end it (agentpool "
              + (SessionId.find(id).isPresent() ? "terminate " : "cancel ")
              + id
              + ")");
    }
    if (!dryRun && cleared.fate() == OwnTrees.Fate.DIRTY) {
      throw new Refused(
          Refused.Kind.CONFLICT,
          "worktree_dirty",
          "WORKTREE_DIRTY: "
              + cleared.path()
              + " has work that is not committed; look at it (git -C "
              + cleared.path()
              + " status --short), or use force: then it is committed onto its branch first");
    }
    return cleared;
  }

  private static Refused failed(WorkspaceException broken) {
    return new Refused(
        Refused.Kind.CONFLICT,
        "worktree_cleanup_failed",
        "WORKTREE_CLEANUP_FAILED: " + broken.getMessage());
  }

  private boolean isActive(PoolConfig pool, String holder, Path path) {
    boolean works = task(holder).flatMap(ledger::task).filter(OwnWorktrees::isAtWork).isPresent();
    return works
        || session(holder).filter(LiveSession::lives).isPresent()
        || views(pool)
            .anyMatch(slot ->
                slot.task() != null && slot.id().equals(String.valueOf(path.getFileName())));
  }

  /** The live session whose first turn that is. */
  private Optional<LiveSession> session(String holder) {
    return task(holder)
        .flatMap(ledger::task)
        .map(turn -> turn.spec().ordering().slot())
        .flatMap(SessionId::find)
        .flatMap(ledger::session);
  }

  /** A plan's parent runs as long as the plan does; what waits for its review works no more. */
  private static boolean isAtWork(TaskRecord task) {
    return switch (task.state()) {
      case RUNNING -> true;
      case BLOCKED, PENDING, PENDING_REVIEW, COMPLETED, FAILED, CANCELLED -> false;
    };
  }

  /** A process that rests there, for the slot's next task, is let go of first. */
  private boolean isStillUsed(PoolConfig pool, Path path) {
    restingIn(pool, path).forEach(slot -> slots.letGo(pool.id(), slot.id()));
    return restingIn(pool, path).findAny().isPresent();
  }

  private Stream<Node.SlotView> restingIn(PoolConfig pool, Path path) {
    return views(pool)
        .filter(slot -> slot.worktree() != null && Path.of(slot.worktree()).startsWith(path));
  }

  private Stream<Node.SlotView> views(PoolConfig pool) {
    return node.pool(pool.id()).stream().flatMap(view -> view.slots().stream());
  }

  private Path base(PoolConfig pool) {
    return home.workspaces().resolve(pool.id().value());
  }
}
