package dev.agentpool.node.launch;

import dev.agentpool.budget.Money;
import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SlotConfig;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.node.message.PoolContext;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.node.question.QuestionDesk;
import dev.agentpool.node.token.SlotTokens;
import dev.agentpool.pool.PoolId;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.Enclosure;
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.Turn;
import dev.agentpool.session.Workplace;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.SlotMode;
import dev.agentpool.settings.Submodules;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.workspace.Workspaces;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a slot has at hand: its workspace and at most one session. The session is used by the slot's
 * one attempt; between attempts it is either confirmed empty of context, or gone.
 */
public final class SlotBench {
  private static final Logger LOG = LoggerFactory.getLogger(SlotBench.class);
  private final NodeParts parts;
  private final String slot;
  private final Supplier<PoolConfig> pool;
  private final ReentrantLock lock = new ReentrantLock();
  private final PersonsWord word;
  private final QuestionDesk desk;
  private volatile @Nullable Path folder; // of the session, from before its process starts
  private volatile List<String> noticesOfWalls = List.of();
  private @Nullable AgentSession session; // guarded by lock
  private @Nullable Long restingSince; // guarded by lock; in awake nanoseconds

  public SlotBench(NodeParts parts, Supplier<PoolConfig> pool, String slot) {
    this.parts = parts;
    this.pool = pool;
    this.slot = slot;
    this.word = new PersonsWord(parts.home());
    this.desk = new QuestionDesk(parts, pool);
  }

  public String slot() {
    return slot;
  }

  /** Where the slot's agent asks. */
  public QuestionDesk desk() {
    return desk;
  }

  public Workspace workspace(TaskRecord task, Settings settings) {
    WorkspaceMode mode = settings.get(SettingKeys.WORKSPACE);
    Submodules submodules = settings.get(SettingKeys.SUBMODULES);
    Path project = pool.get().directory();
    if (!sharedBySteps(task)) {
      return parts.workspaces().prepare(project, base(), mode, submodules, slot, task.id());
    }
    TaskId plan = planOf(task);
    return parts.workspaces().join(project, base(), plans().begun(plan, mode), submodules, plan);
  }

  /** The workspace that an attempt of a daemon before works in, whatever the settings say now. */
  public Workspace findWorkspace(Workplace place, TaskId task) {
    TaskId plan = place.plan();
    return plan == null
        ? parts.workspaces().find(place.project(), place.base(), place.mode(), place.slot(), task)
        : parts.workspaces().join(place.project(), place.base(), place.mode(), plan);
  }

  /** What finds the workspace of a task again. */
  public Workplace workplace(TaskRecord task, WorkspaceMode mode) {
    return new Workplace(
        mode, pool.get().directory(), base(), slot, sharedBySteps(task) ? planOf(task) : null);
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

  /** The same for a session that is yet to be opened: behind walls nothing of it can be written. */
  public Workspaces.Checkout checkout(Workspace workspace, Settings settings) {
    return new SlotWalls(parts.home(), parts.walls()).stand(settings)
        ? List::of
        : checkout(workspace);
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

  private static boolean sharedBySteps(TaskRecord task) {
    return switch (task.spec().part()) {
      case PlanPart.Step step -> step.sharesWorkspace();
      case PlanPart.Close _ -> true;
      case PlanPart.Alone(), PlanPart.Parent _ -> false;
    };
  }

  /** The id of the task that stands for the plan. */
  private static TaskId planOf(TaskRecord task) {
    return Objects.requireNonNull(task.plan(), "what shares a workspace has a plan").parent();
  }

  private Path base() {
    return parts.home().workspaces().resolve(pool.get().id().value());
  }

  /**
   * The resting session when it is what would be started now, else a new one.
   *
   * @param place the workspace that the directory belongs to; null when it is opened for no task
   */
  public AgentSession session(
      Settings settings,
      Workspace workspace,
      @Nullable Workplace place,
      @Nullable String resume,
      @Nullable Money cap) {
    word.check(pool.get().directory());
    SessionSpec spec =
        behindWalls(spec(settings, workspace.directory(), resume, cap), workspace).in(place);
    String name = settings.get(SettingKeys.PROVIDER);
    AgentProvider provider = parts.provider(name);
    if (provider == null) {
      throw new ProviderException(
          OutcomeCode.LAUNCH_REFUSED,
          "there is no provider '" + name + "'; known: " + parts.providers().keySet(),
          null);
    }
    List<String> objections = provider.objections(settings);
    if (!objections.isEmpty()) {
      throw new ProviderException(OutcomeCode.LAUNCH_REFUSED, String.join("; ", objections), null);
    }
    AgentSession resting = held();
    if (resting != null) {
      if (resume == null && fits(resting, provider, spec)) {
        return resting;
      }
      drop();
    }
    Path fresh = parts.sessionFolders().fresh();
    folder = fresh; // what the process starts may ask who it is before the process is ready
    AgentSession opened =
        provider.open(spec.with(SlotTokens.VARIABLE, parts.slotTokens().of(fresh)), fresh);
    hold(opened);
    return opened;
  }

  /** A process of a daemon before is held to the same: what it was really launched with. */
  private static boolean fits(AgentSession resting, AgentProvider provider, SessionSpec spec) {
    return spec.resident()
        && resting.alive()
        && resting.turns() < spec.settings().get(SettingKeys.RECYCLE_AFTER)
        && resting.launch().serves(provider.launch(spec));
  }

  private SessionSpec behindWalls(SessionSpec spec, Workspace workspace) {
    SlotWalls.Laid laid =
        new SlotWalls(parts.home(), parts.walls())
            .around(spec.settings(), workspace, pool.get().directory(), spec.environment());
    List<String> notices = new ArrayList<>(laid.notices());
    if (laid.enclosure() instanceof Enclosure.Open) {
      word.unasked(pool.get(), slot, spec.settings()).ifPresent(notices::add);
    }
    noticesOfWalls = List.copyOf(notices);
    return spec.within(laid.enclosure());
  }

  /** What is to be said of the walls around the session. */
  public List<String> noticesOfWalls() {
    return noticesOfWalls;
  }

  SessionSpec spec(
      Settings settings, Path directory, @Nullable String resume, @Nullable Money cap) {
    Path project = pool.get().directory();
    Map<String, String> environment = new HashMap<>(parts.variables().of(settings));
    settings
        .find(SettingKeys.ENVIRONMENT)
        .ifPresent(more -> more.forEach((key, value) -> environment.put(key, value.toString())));
    environment.remove(SessionSpec.TRUSTED_CONTENTS); // nobody's word but a person's own
    environment.putAll(word.variables(project));
    PoolId id = pool.get().id();
    environment.put("AGENTPOOL_POOL", id.value());
    environment.put("AGENTPOOL_SLOT", slot);
    environment.put("AGENTPOOL_DAEMON_HOME", parts.home().root().toString());
    environment.put(Home.INSIDE_SOCKET_VARIABLE, parts.home().insideSocket().toString());
    Settings told =
        SystemPrompt.compose(settings, identity(), PoolContext.SPACE.in(parts.ledger()).list(id));
    boolean resident = settings.get(SettingKeys.SLOT_MODE) == SlotMode.PERSISTENT;
    return new SessionSpec(told, directory, environment, resident, resume, cap, desk.of(settings));
  }

  /** The folder of the session that this slot has or is about to have; null for none. */
  public @Nullable Path folder() {
    return folder;
  }

  private @Nullable SlotConfig identity() {
    return pool.get().slots().stream()
        .filter(config -> config.id().equals(slot))
        .findFirst()
        .orElse(null);
  }

  public void hold(AgentSession taken) {
    lock.lock();
    try {
      session = taken;
      folder = taken.folder();
      restingSince = null;
    } finally {
      lock.unlock();
    }
  }

  public @Nullable AgentSession held() {
    lock.lock();
    try {
      return session;
    } finally {
      lock.unlock();
    }
  }

  /** After an attempt is settled: keeps the process with a confirmed empty context, or ends it. */
  public void tidy(TaskResult result) {
    AgentSession used = held();
    if (used == null) {
      return;
    }
    boolean keep =
        used.launch().resident()
            && result.outcome().success()
            && used.alive()
            && used.turns() < used.launch().settings().get(SettingKeys.RECYCLE_AFTER)
            && Files.isDirectory(used.launch().workingDirectory())
            && used.reset(parts.timings().resetPatience());
    if (keep) {
      rest();
    } else {
      drop();
    }
  }

  /** The session is kept for a task to come, until its idle timeout. */
  public void rest() {
    lock.lock();
    try {
      restingSince = parts.awake().nanos();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the session has rested for longer than its idle timeout. */
  public boolean restedTooLong() {
    lock.lock();
    try {
      Duration limit =
          session == null ? null : session.launch().settings().get(SettingKeys.IDLE_TIMEOUT);
      return limit != null
          && restingSince != null
          && parts.awake().since(restingSince).compareTo(limit) > 0;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the session, if any, and removes its folder; returns the pids of what survived. */
  public List<Long> drop() {
    AgentSession gone;
    lock.lock();
    try {
      gone = session;
      session = null;
      folder = null;
      restingSince = null;
    } finally {
      lock.unlock();
    }
    return gone == null ? List.of() : end(gone);
  }

  List<Long> end(AgentSession gone) {
    List<Long> left = gone.end(parts.timings().endPatience()).survivors();
    if (!left.isEmpty()) {
      LOG.warn("processes {} of session {} could not be ended", left, gone.folder());
    } else {
      parts.sessionFolders().delete(gone.folder());
    }
    return left;
  }

  /**
   * Gives an interrupted turn so long to end by itself; then its process is ended, which ends the
   * turn.
   */
  public void endUnlessOver(@Nullable Turn turn, NodeParts.Timings timings) {
    if (turn == null) {
      return;
    }
    Duration patience = timings.interruptPatience();
    Thread.ofVirtual()
        .name("interrupt-" + slot)
        .start(() -> {
          try {
            AgentSession busy = held();
            if (turn.await(patience).isEmpty() && busy != null) {
              busy.end(timings.endPatience());
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  public void note(AttemptKey attempt, String providerSession) {
    AgentSession held = held();
    try {
      parts
          .ledger()
          .noteSession(attempt, held == null ? "" : held.folder().toString(), providerSession);
    } catch (LedgerException e) {
      LOG.warn("the conversation of {} could not be noted: {}", attempt, e.getMessage());
    }
  }
}
