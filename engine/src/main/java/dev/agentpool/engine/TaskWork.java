package dev.agentpool.engine;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.WorkspaceOutcome;
import dev.agentpool.workspace.UsersTree;
import dev.agentpool.workspace.WorkspaceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A task's work in a person's hands: where it is, and onto the person's own tree. Thread-safe. */
public final class TaskWork {
  private static final Set<String> IN_THE_PROJECT =
      Set.of(WorkspaceMode.SHARED.wireName(), WorkspaceMode.READ_ONLY.wireName());

  private final Reviews reviews;
  private final OwnWorktrees worktrees;
  private final UsersTree tree;

  public TaskWork(Reviews reviews, OwnWorktrees worktrees, UsersTree tree) {
    this.reviews = reviews;
    this.worktrees = worktrees;
    this.tree = tree;
  }

  /**
   * Where it is.
   *
   * @param mode as its workspace is called; null while that is not known: before it has begun
   * @param directory where it works or worked; empty when that is gone, or another task's now
   * @param active whether somebody may be at work there
   * @param branch that has or gets its commits; empty when there are none
   * @param tip of that branch; empty when it is gone
   */
  public record Place(
      TaskRecord task,
      @Nullable String mode,
      Optional<Path> directory,
      boolean active,
      Optional<String> branch,
      Optional<String> tip) {}

  public Place place(PoolConfig pool, TaskId id) {
    TaskRecord task = reviews.task(id);
    TaskId holder = holder(task);
    Optional<OwnWorktrees.Listed> own =
        worktrees.list(pool).stream()
            .filter(one -> one.tree().there() && one.tree().holder().equals(holder.value()))
            .findFirst();
    WorkspaceOutcome outcome = outcome(task);
    Optional<String> branch =
        reviews.branch(task).or(() -> own.flatMap(listed -> listed.tree().branch()));
    return new Place(
        task,
        outcome != null
            ? outcome.mode()
            : own.map(listed -> listed.tree().kind().name().toLowerCase(Locale.ROOT)).orElse(null),
        own.map(listed -> within(listed.tree().path(), outcome))
            .or(() -> Optional.of(pool.directory()).filter(_ -> isProject(outcome))),
        own.map(OwnWorktrees.Listed::active).orElse(false),
        branch,
        branch.flatMap(name -> tip(pool, name)));
  }

  /** Whose the workspace is that it works in. */
  private static TaskId holder(TaskRecord task) {
    boolean shares = task.spec().part() instanceof PlanPart.Step step && step.sharesWorkspace();
    return shares && task.plan() != null ? task.plan().parent() : task.id();
  }

  private static @Nullable WorkspaceOutcome outcome(TaskRecord task) {
    return task.result() == null ? null : task.result().verdict().workspace();
  }

  private static boolean isProject(@Nullable WorkspaceOutcome outcome) {
    return outcome != null && IN_THE_PROJECT.contains(outcome.mode());
  }

  /** A pool may be of a directory below the repository's top. */
  private static Path within(Path tree, @Nullable WorkspaceOutcome outcome) {
    Path told = outcome == null ? tree : Path.of(outcome.path());
    return told.startsWith(tree) && Files.isDirectory(told) ? told : tree;
  }

  private Optional<String> tip(PoolConfig pool, String branch) {
    try {
      return tree.tip(pool.directory(), branch);
    } catch (WorkspaceException broken) {
      throw refused("checkout_refused", broken);
    }
  }

  private String branch(TaskRecord task, String wanted) {
    return reviews
        .branch(task)
        .orElseThrow(() ->
            new Refused(
                Refused.Kind.CONFLICT,
                "no_branch",
                task.id()
                    + " has no branch "
                    + wanted
                    + ": it worked in the project itself, in its plan's workspace, or changed"
                    + " nothing"));
  }

  /** Checks its branch out in the project's own working tree. */
  public UsersTree.CheckedOut checkOut(PoolConfig pool, TaskId id) {
    TaskRecord task = reviews.task(id);
    requireEnded(task, "wait for it (agentpool wait " + id + ")");
    String branch = branch(task, "to check out");
    try {
      return tree.checkOut(pool.directory(), branch);
    } catch (WorkspaceException refused) {
      throw refused("checkout_refused", refused);
    }
  }

  /** Takes the merges of its branch out of what the project has checked out. */
  public UsersTree.Undone undo(PoolConfig pool, TaskId id) {
    TaskRecord task = reviews.task(id);
    requireEnded(
        task, "nothing of it was merged, so there is nothing to undo; agentpool cancel ends it");
    String branch = branch(task, "that could have been merged");
    String plans = "Merge the work of " + id;
    try {
      UsersTree.Undone undone =
          tree.undo(
              pool.directory(),
              branch,
              said -> said.startsWith("Merge " + id + ":") || said.equals(plans));
      reviews.undone(task, undone);
      return undone;
    } catch (WorkspaceException refused) {
      throw refused("undo_refused", refused);
    }
  }

  private static void requireEnded(TaskRecord task, String advice) {
    if (!task.state().isThere()) {
      throw new Refused(
          Refused.Kind.CONFLICT,
          "wrong_state",
          task.id() + " has not ended (state: " + task.state().wireName() + "): " + advice);
    }
  }

  private static Refused refused(String code, WorkspaceException why) {
    return new Refused(Refused.Kind.CONFLICT, code, String.valueOf(why.getMessage()));
  }
}
