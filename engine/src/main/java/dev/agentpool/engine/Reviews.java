package dev.agentpool.engine;

import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.node.merge.Merge;
import dev.agentpool.node.merge.Merges;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import dev.agentpool.task.WorkspaceOutcome;
import dev.agentpool.workspace.UsersTree;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The review gate and the merge of what passed it (spec slot-pool 7.5, 7.12). Thread-safe. */
public final class Reviews {
  private final Ledger ledger;
  private final Workspaces workspaces;
  private final Home home;
  private final Escalations escalations;
  private final Merges merges;

  public Reviews(Ledger ledger, Workspaces workspaces, Home home) {
    this.ledger = ledger;
    this.workspaces = workspaces;
    this.home = home;
    this.escalations = new Escalations(ledger);
    this.merges = new Merges(ledger);
  }

  /**
   * What a reviewer looks at.
   *
   * @param change what its branch changes; empty when it has no branch, or the branch is gone
   * @param problem why the change cannot be shown; null when it can, or there is none
   */
  public record Review(
      TaskRecord task, Optional<Workspaces.Change> change, @Nullable String problem) {}

  public Review look(PoolConfig pool, TaskId id) {
    TaskRecord task = task(id);
    Optional<String> branch = branch(task);
    if (branch.isEmpty()) {
      return new Review(task, Optional.empty(), null);
    }
    try {
      return new Review(task, Optional.of(workspaces.change(pool.directory(), branch.get())), null);
    } catch (WorkspaceException gone) {
      return new Review(task, Optional.empty(), mergedOf(task) + gone.getMessage());
    }
  }

  /** Where its work went, when agentpool merged it; empty otherwise. */
  private String mergedOf(TaskRecord task) {
    Noted<Merge> noted = merges.of(task).orElse(null);
    if (noted == null) {
      return "";
    }
    Merge merge = noted.value();
    Instant at = noted.at().truncatedTo(ChronoUnit.SECONDS);
    return "it was merged into "
        + merge.into()
        + (merge.undone()
            ? ", and that was undone at " + at
            : " at "
                + at
                + ", and git log -p -m --first-parent --all --grep="
                + task.id()
                + " shows what came in")
        + "; ";
  }

  public TaskRecord approve(TaskId id) {
    TaskRecord approved = Refused.orThrow(ledger.approve(id));
    escalations.decided(approved);
    return approved;
  }

  public TaskRecord reject(TaskId id, String feedback) {
    if (feedback.isBlank()) {
      throw Refused.invalid("the feedback is empty: say what is to be done better");
    }
    TaskRecord rejected = Refused.orThrow(ledger.reject(id, feedback));
    escalations.decided(rejected);
    return rejected;
  }

  /** Leaves the decision to a person; the task stays pending review. Also from inside a task. */
  public Escalation escalate(TaskId id, String why) {
    return escalations.escalate(task(id), why);
  }

  /** By whom it was left to a person, and why; empty when it was not, or is decided. */
  public Optional<Escalation> escalation(TaskRecord task) {
    return escalations.of(task);
  }

  /** How many of the pool's tasks are left to a person. */
  public int escalated(PoolId pool) {
    return escalations.count(pool);
  }

  /** The same tasks, those that are left to a person before the others. */
  public List<TaskRecord> escalatedFirst(List<TaskRecord> tasks) {
    return escalations.first(tasks);
  }

  /**
   * Merges the branch of an accepted task or chain into what the project has checked out.
   *
   * @param check a command that must succeed on the merged result; null for none
   */
  public Workspaces.Merged merge(PoolConfig pool, TaskId id, @Nullable String check) {
    TaskRecord task = task(id);
    if (task.state() != TaskState.COMPLETED) {
      throw new Refused(
          Refused.Kind.CONFLICT,
          "wrong_state",
          id
              + " cannot be merged (state: "
              + task.state().wireName()
              + (task.state() == TaskState.PENDING_REVIEW ? "): approve it first" : ")"));
    }
    String branch =
        branch(task)
            .orElseThrow(() ->
                new Refused(
                    Refused.Kind.CONFLICT,
                    "nothing_to_merge",
                    id + " has no branch: it worked in the project itself, or changed nothing"));
    Path base = home.workspaces().resolve(pool.id().value());
    try {
      return remembered(
          task,
          branch,
          workspaces.merge(
              pool.directory(), base, branch, "Merge " + id + ": " + task.spec().called(), check),
          check == null ? "" : check);
    } catch (WorkspaceException refused) {
      throw new Refused(
          Refused.Kind.CONFLICT, "merge_refused", String.valueOf(refused.getMessage()));
    }
  }

  /** One that brought nothing in had been made before: then it is only made sure that it counts. */
  private Workspaces.Merged remembered(
      TaskRecord task, String branch, Workspaces.Merged merged, String check) {
    if (merged.commits() == 0 && merges.of(task).filter(it -> !it.value().undone()).isPresent()) {
      return merged;
    }
    return merges
        .made(task, Merge.of(task, branch, merged.into(), merged.commits(), check))
        .map(why -> merged.noticing("this merge will not count in metrics and report: " + why))
        .orElse(merged);
  }

  /** Takes the merge of a task or plan out of the figures; see {@link TaskWork#undo}. */
  void undone(TaskRecord task, UsersTree.Undone undone) {
    merges.undone(task, undone.branch(), undone.into());
  }

  /** What of the pool was merged, also what was undone, by the ids of tasks and plans. */
  public Map<String, Merge> merged(PoolId pool) {
    return merges.all(pool);
  }

  TaskRecord task(TaskId id) {
    return ledger.task(id).orElseThrow(() -> Refused.notFound("task", id.value()));
  }

  /** The task's own; a chain's is told by what finished its workspace. */
  Optional<String> branch(TaskRecord task) {
    if (task.spec().isParent()) {
      return ledger.dependencies(task.id()).reversed().stream()
          .flatMap(step -> ledger.task(step).stream())
          .filter(step -> step.spec().part() instanceof PlanPart.Close)
          .findFirst()
          .flatMap(Reviews::ownBranch);
    }
    return ownBranch(task);
  }

  private static Optional<String> ownBranch(TaskRecord task) {
    return Optional.ofNullable(task.result())
        .map(result -> result.verdict().workspace())
        .map(WorkspaceOutcome::branch);
  }
}
