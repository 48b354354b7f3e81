package dev.agentpool.engine;

import dev.agentpool.budget.Cost;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.StepCounts;
import dev.agentpool.ledger.Submission;
import dev.agentpool.plan.ChainCompiler;
import dev.agentpool.plan.ChainExpansion;
import dev.agentpool.plan.ChainProgress;
import dev.agentpool.plan.ChainResult;
import dev.agentpool.plan.ExpandedStep;
import dev.agentpool.plan.InvalidPlan;
import dev.agentpool.plan.Isolation;
import dev.agentpool.plan.PlanOptions;
import dev.agentpool.plan.SkillTexts;
import dev.agentpool.plan.Step;
import dev.agentpool.pool.PoolId;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.Title;
import dev.agentpool.task.WorkspaceOutcome;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Chains and what else is a plan with a parent (spec slot-pool 8.1 to 8.4). Thread-safe. */
public final class Chains {
  private final Ledger ledger;
  private final Intake intake;
  private final ChainView view;
  private final Workspaces workspaces;
  private final Function<PoolConfig, SkillTexts> skills;

  /**
   * @param skills the skills of a pool, as templates
   */
  public Chains(
      Ledger ledger,
      Intake intake,
      ChainView view,
      Workspaces workspaces,
      Function<PoolConfig, SkillTexts> skills) {
    this.ledger = ledger;
    this.intake = intake;
    this.view = view;
    this.workspaces = workspaces;
    this.skills = skills;
  }

  /** Returns the id of the task that stands for the chain: {@code chain-} and digits. */
  public TaskId submit(PoolConfig pool, List<Step> steps, PlanOptions options) {
    return submitSteps(pool, ChainExpansion.of(steps), options);
  }

  /** For plans that were laid out already. */
  public TaskId submitSteps(PoolConfig pool, List<ExpandedStep> steps, PlanOptions options) {
    intake.check();
    requireWorkspace(pool, options.isolation());
    try {
      Submission submission =
          new ChainCompiler(skills.apply(pool), options).compile(pool.id(), steps);
      return Refused.orThrow(ledger.submit(intake.taken(submission))).getLast();
    } catch (InvalidPlan invalid) {
      throw Refused.invalid(String.valueOf(invalid.getMessage()));
    } catch (IllegalArgumentException invalid) {
      throw Refused.invalid(String.valueOf(invalid.getMessage()));
    }
  }

  /** A project that can give no workspace is told of at once, not by the first step. */
  private void requireWorkspace(PoolConfig pool, Isolation isolation) {
    try {
      switch (isolation) {
        case NONE -> {}
        case WORKTREE -> workspaces.requireReady(pool.directory(), WorkspaceMode.WORKTREE);
        case CLONE -> workspaces.requireReady(pool.directory(), WorkspaceMode.CLONE);
      }
    } catch (WorkspaceException impossible) {
      throw new Refused(
          Refused.Kind.CONFLICT,
          "isolation_impossible",
          "the steps cannot work in a "
              + isolation.wireName()
              + " of their own: "
              + impossible.getMessage()
              + "; isolation none lets them work in the project itself");
    }
  }

  /** An id out of a person's or a client's text. */
  public static TaskId id(String text) {
    try {
      return new TaskId(text);
    } catch (IllegalArgumentException noId) {
      throw Refused.notFound("chain", text);
    }
  }

  /** The chain's parent task. Throws {@link Refused} when there is no such chain. */
  public TaskRecord get(TaskId id) {
    return ledger
        .task(id)
        .filter(task -> task.spec().isParent())
        .orElseThrow(() -> Refused.notFound("chain", id.value()));
  }

  public ChainProgress progress(TaskId id) {
    return view.progress(get(id));
  }

  public ChainResult result(TaskId id) {
    return view.result(get(id));
  }

  /** What each of these plans brought so far, read together; tasks that are no plans are absent. */
  public Map<TaskId, ChainResult> results(List<TaskRecord> tasks) {
    return view.results(tasks.stream().filter(task -> task.spec().isParent()).toList());
  }

  /** What became of the workspace that its steps shared; empty while that is not finished. */
  public Optional<WorkspaceOutcome> workspace(TaskId id) {
    return ledger.dependencies(get(id).id()).stream()
        .flatMap(on -> ledger.task(on).stream())
        .filter(on -> on.spec().part() instanceof PlanPart.Close)
        .findFirst()
        .map(TaskRecord::result)
        .map(result -> result.verdict().workspace());
  }

  /** The tasks of its steps, in their order. */
  public List<TaskRecord> steps(TaskId id) {
    return view.steps(get(id));
  }

  /**
   * Cancels a chain; one that has ended stays as it is.
   *
   * @param killCurrent whether running steps are ended too; else they finish
   */
  public TaskRecord cancel(TaskId id, String why, boolean killCurrent) {
    TaskId parent = get(id).id();
    return Refused.orThrow(
        killCurrent ? ledger.cancel(parent, why) : ledger.cancelRest(parent, why));
  }

  /** One line of a list of chains. */
  public record Summary(
      TaskId id,
      String status,
      Title title,
      StepCounts steps,
      Cost cost,
      Instant createdAt,
      @Nullable Instant finishedAt) {}

  public long count(PoolId pool) {
    return ledger.parentCount(pool);
  }

  /** A part of the pool's chains, newest first. */
  public List<Summary> list(PoolId pool, int limit, int offset) {
    List<TaskRecord> parents = ledger.parents(pool, limit, offset);
    List<TaskId> ids = parents.stream().map(TaskRecord::id).toList();
    Map<TaskId, StepCounts> steps = ledger.stepCounts(ids);
    Map<TaskId, Cost> costs = ledger.costs(ids);
    return parents.stream()
        .map(parent ->
            new Summary(
                parent.id(),
                ChainView.statusOf(parent),
                parent.spec().called(),
                steps.getOrDefault(parent.id(), StepCounts.NONE),
                costs.getOrDefault(parent.id(), Cost.NOTHING),
                parent.createdAt(),
                parent.finishedAt()))
        .toList();
  }
}
