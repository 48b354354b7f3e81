package dev.agentpool.node.place;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.session.Workplace;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.Submodules;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.workspace.Workspaces;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where the tasks of one slot work. Thread-safe. */
public final class SlotPlaces {
  private final NodeParts parts;
  private final Supplier<PoolConfig> pool;
  private final String slot;

  public SlotPlaces(NodeParts parts, Supplier<PoolConfig> pool, String slot) {
    this.parts = parts;
    this.pool = pool;
    this.slot = slot;
  }

  public Workspace workspace(TaskRecord task, Settings settings) {
    WorkspaceMode mode = settings.get(SettingKeys.WORKSPACE);
    Submodules submodules = settings.get(SettingKeys.SUBMODULES);
    Path project = pool.get().directory();
    TaskId owner = owner(task, mode);
    return owner == null
        ? parts.workspaces().prepare(project, base(), mode, submodules, slot, task.id())
        : parts.workspaces().join(project, base(), plans().begun(owner, mode), submodules, owner);
  }

  /** The workspace that an attempt of a daemon before works in, whatever the settings say now. */
  public Workspace find(Workplace place, TaskId task) {
    TaskId plan = place.plan();
    return plan == null
        ? parts.workspaces().find(place.project(), place.base(), place.mode(), place.slot(), task)
        : parts.workspaces().join(place.project(), place.base(), place.mode(), plan);
  }

  /** What finds the workspace of a task again. */
  public Workplace workplace(TaskRecord task, WorkspaceMode mode) {
    return new Workplace(mode, pool.get().directory(), base(), slot, owner(task, mode));
  }

  /** For a session that is opened before there is a task, in the project's own directory. */
  public Workplace ofNoTask(WorkspaceMode mode) {
    return new Workplace(mode, pool.get().directory(), base(), slot, null);
  }

  /** What the user has checked out, which work in a workspace of its own leaves alone. */
  public Workspaces.Checkout checkout(Workspace workspace) {
    return switch (workspace.mode()) {
      case WORKTREE, CLONE -> parts.workspaces().watch(pool.get().directory());
      case READ_ONLY, SHARED -> List::of;
    };
  }

  /** The project itself, for a session that is kept warm. */
  public Workspace inPlace(Settings settings) {
    WorkspaceMode mode = settings.get(SettingKeys.WORKSPACE);
    return parts
        .workspaces()
        .inPlace(
            pool.get().directory(), mode == WorkspaceMode.READ_ONLY ? mode : WorkspaceMode.SHARED);
  }

  /** Finishes the workspace that the steps of a plan shared. */
  Workspaces.Closed closeWorkspace(TaskRecord task, Settings settings, OnFinish onFinish) {
    TaskId plan = planOf(task);
    WorkspaceMode mode = plans().known(plan, settings.get(SettingKeys.WORKSPACE));
    Workspaces.Closed closed =
        parts.workspaces().close(pool.get().directory(), base(), mode, plan, onFinish);
    plans().ended(plan);
    return closed;
  }

  private PlanPlaces plans() {
    return new PlanPlaces(parts.home());
  }

  /**
   * Whose the workspace is that the task shares with others: the task that stands for their plan,
   * or the first turn of their live session. Null for one of its own.
   */
  private @Nullable TaskId owner(TaskRecord task, WorkspaceMode mode) {
    return switch (task.spec().part()) {
      case PlanPart.Step step -> step.sharesWorkspace() ? planOf(task) : null;
      case PlanPart.Close _ -> planOf(task);
      case PlanPart.Alone() -> mode.isOfItsOwn() ? firstTurn().orElse(null) : null;
      case PlanPart.Parent _ -> null;
    };
  }

  private Optional<TaskId> firstTurn() {
    return SessionId.find(slot).flatMap(parts.ledger()::session).map(LiveSession::firstTurn);
  }

  /** Finishes the workspace of a live session that has ended: what is in it stays, on a branch. */
  public Optional<Workspaces.Closed> leave() {
    return firstTurn()
        .filter(plans()::isKnown)
        .map(owner -> {
          WorkspaceMode mode = plans().known(owner, WorkspaceMode.WORKTREE);
          Workspaces.Closed closed =
              parts.workspaces().close(pool.get().directory(), base(), mode, owner, OnFinish.KEEP);
          plans().ended(owner);
          return closed;
        });
  }

  /** The id of the task that stands for the plan. */
  private static TaskId planOf(TaskRecord task) {
    return Objects.requireNonNull(task.plan(), "what shares a workspace has a plan").parent();
  }

  private Path base() {
    return parts.home().workspaces().resolve(pool.get().id().value());
  }
}
