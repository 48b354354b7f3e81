package dev.agentpool.engine;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.node.merge.Merge;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.workspace.OwnBranches;
import dev.agentpool.workspace.OwnTrees;
import dev.agentpool.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Clears away what the work of ended tasks left in a project, where it is proven that nothing is
 * lost: branches that are merged, worktrees and clones without work of their own. Thread-safe.
 */
public final class Pruning {
  private final Ledger ledger;
  private final Reviews reviews;
  private final OwnWorktrees worktrees;
  private final OwnBranches branches;

  public Pruning(Ledger ledger, Reviews reviews, OwnWorktrees worktrees, OwnBranches branches) {
    this.ledger = ledger;
    this.reviews = reviews;
    this.worktrees = worktrees;
    this.branches = branches;
  }

  /** Why one goes or stays. */
  public enum Reason {
    /** A branch: all of its commits are in what the project has checked out. It goes. */
    MERGED,
    /** A branch: all of its changes are there, in other commits. It goes. */
    SQUASHED,
    /** A tree: nothing in it is uncommitted, its commits are on its branch. It goes. */
    KEPT_ON_BRANCH,
    /** A branch has commits that what the project has checked out has not. */
    NOT_MERGED,
    /** A branch that a worktree has checked out. */
    CHECKED_OUT,
    /** Its merge was undone: the branch is where its work is now. */
    UNDONE,
    /** Its task is not over, or waits for its review. */
    NOT_ENDED,
    /** Its task ended too short a time ago. */
    YOUNG,
    /** No task here: of another home's agentpool, or made by hand. */
    UNKNOWN,
    /** Somebody is at work there. */
    ACTIVE,
    /** Something in it is not committed. */
    DIRTY,
    /** It went meanwhile. */
    GONE,
    /** git could not. */
    FAILED
  }

  /**
   * What becomes of one.
   *
   * @param what the name of a branch, the path of a tree
   * @param holder whose it is
   * @param goes whether it is gone, or would be
   * @param commit a branch's last one; empty for a tree
   * @param bytes of a tree; 0 for a branch
   * @param problem what git said; empty when it did not fail
   */
  public record Fate(
      String what,
      String holder,
      String commit,
      boolean goes,
      Reason reason,
      long bytes,
      String problem) {}

  /** All that there was. */
  public record Pruned(List<Fate> branches, List<Fate> trees) {
    public Pruned {
      branches = List.copyOf(branches);
      trees = List.copyOf(trees);
    }
  }

  /**
   * Trees first, since a branch may be free then.
   *
   * @param age of a tree's task, since its end
   * @param dryRun only tells
   */
  public Pruned prune(PoolConfig pool, Duration age, boolean dryRun) {
    Map<String, Merge> merged = reviews.merged(pool.id());
    Instant before = ledger.now().minus(age);
    List<Fate> trees = new ArrayList<>();
    List<Fate> gone = new ArrayList<>();
    for (OwnWorktrees.Listed listed : worktrees.list(pool)) {
      if (listed.tree().there()) {
        trees.add(tree(pool, listed, merged, before, dryRun, gone));
      }
    }
    gone.addAll(ofBranches(pool, merged, trees, dryRun));
    return new Pruned(gone, trees);
  }

  private static boolean isUndone(Map<String, Merge> merged, String holder) {
    Merge merge = merged.get(holder);
    return merge != null && merge.undone();
  }

  private Optional<TaskRecord> task(String holder) {
    try {
      return ledger.task(new TaskId(holder));
    } catch (IllegalArgumentException nobodys) {
      return Optional.empty();
    }
  }

  /** Empty when its task is over. */
  private Optional<Reason> stays(String holder) {
    return task(holder)
        .map(task ->
            task.state().terminal() ? Optional.<Reason>empty() : Optional.of(Reason.NOT_ENDED))
        .orElse(Optional.of(Reason.UNKNOWN));
  }

  private Fate tree(
      PoolConfig pool,
      OwnWorktrees.Listed listed,
      Map<String, Merge> merged,
      Instant before,
      boolean dryRun,
      List<Fate> gone) {
    OwnTrees.Tree tree = listed.tree();
    long bytes = bytes(tree.path());
    Reason reason = reason(listed, merged, before);
    String problem = "";
    if (reason == Reason.KEPT_ON_BRANCH) {
      try {
        OwnTrees.Cleared cleared = worktrees.clear(pool, listed.holder(), false, dryRun);
        if (cleared.branchRemoved()) {
          String branch = tree.branch().orElse("");
          gone.add(new Fate(branch, tree.holder(), "", true, Reason.MERGED, 0, ""));
        }
        reason = reason(cleared.fate());
      } catch (Refused refused) {
        reason = reason(refused);
        problem = reason == Reason.FAILED ? String.valueOf(refused.getMessage()) : "";
      }
    }
    boolean goes = reason == Reason.KEPT_ON_BRANCH;
    return new Fate(tree.path().toString(), listed.holder(), "", goes, reason, bytes, problem);
  }

  /** Before anybody looked into it. */
  private Reason reason(OwnWorktrees.Listed listed, Map<String, Merge> merged, Instant before) {
    String holder = listed.tree().holder();
    if (listed.active()) {
      return Reason.ACTIVE;
    }
    Optional<Reason> stays = stays(holder);
    if (stays.isPresent()) {
      return stays.get();
    }
    if (isUndone(merged, holder)) {
      return Reason.UNDONE;
    }
    return isYoung(holder, before) ? Reason.YOUNG : Reason.KEPT_ON_BRANCH;
  }

  private static Reason reason(OwnTrees.Fate fate) {
    return switch (fate) {
      case REMOVED, WOULD_REMOVE -> Reason.KEPT_ON_BRANCH;
      case NONE, MISSING -> Reason.GONE;
      case ACTIVE -> Reason.ACTIVE;
      case DIRTY -> Reason.DIRTY;
    };
  }

  private static Reason reason(Refused refused) {
    return switch (refused.code()) {
      case "worktree_active" -> Reason.ACTIVE;
      case "worktree_dirty" -> Reason.DIRTY;
      default -> Reason.FAILED;
    };
  }

  private boolean isYoung(String holder, Instant before) {
    return task(holder)
        .map(TaskRecord::finishedAt)
        .filter(ended -> ended.isAfter(before))
        .isPresent();
  }

  /** What cannot be read counts as nothing; links are not followed. */
  private static long bytes(Path tree) {
    long[] sum = {0};
    try {
      Files.walkFileTree(
          tree,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              sum[0] += attributes.size();
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException unreadable) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException unreadable) {
      return sum[0];
    }
    return sum[0];
  }

  private List<Fate> ofBranches(
      PoolConfig pool, Map<String, Merge> merged, List<Fate> trees, boolean dryRun) {
    List<Fate> fates = new ArrayList<>();
    try {
      for (OwnBranches.Branch branch : branches.list(pool.directory())) {
        boolean isFree =
            branch
                .in()
                .map(Path::toString)
                .map(path ->
                    dryRun
                        && trees.stream().anyMatch(tree -> tree.goes() && tree.what().equals(path)))
                .orElse(true);
        fates.add(fate(pool, branch, merged, isFree, dryRun));
      }
    } catch (WorkspaceException broken) {
      throw new Refused(Refused.Kind.CONFLICT, "prune_failed", String.valueOf(broken.getMessage()));
    }
    return fates;
  }

  private Fate fate(
      PoolConfig pool,
      OwnBranches.Branch branch,
      Map<String, Merge> merged,
      boolean isFree,
      boolean dryRun) {
    Reason reason = reason(branch, merged, isFree);
    boolean goes = reason == Reason.MERGED || reason == Reason.SQUASHED;
    if (goes && !dryRun && !branches.dropMerged(pool.directory(), branch.name())) {
      reason = Reason.CHECKED_OUT; // or it got a commit in between: it stays either way
      goes = false;
    }
    return new Fate(branch.name(), branch.holder(), branch.commit(), goes, reason, 0, "");
  }

  private Reason reason(OwnBranches.Branch branch, Map<String, Merge> merged, boolean isFree) {
    Optional<Reason> stays = stays(branch.holder());
    if (stays.isPresent()) {
      return stays.get();
    }
    if (branch.work() == OwnBranches.Work.ITS_OWN) {
      return Reason.NOT_MERGED;
    }
    if (isUndone(merged, branch.holder())) {
      return Reason.UNDONE;
    }
    if (!isFree) {
      return Reason.CHECKED_OUT;
    }
    return branch.work() == OwnBranches.Work.MERGED ? Reason.MERGED : Reason.SQUASHED;
  }
}
