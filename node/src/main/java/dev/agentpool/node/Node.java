package dev.agentpool.node;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.node.attempt.AttemptRun;
import dev.agentpool.node.attempt.AttemptTimes;
import dev.agentpool.node.launch.GiftViews;
import dev.agentpool.node.parts.AgentVariables;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.node.parts.WallsHere;
import dev.agentpool.node.pause.ProviderPauses;
import dev.agentpool.node.place.LeftSeats;
import dev.agentpool.node.session.SessionPlace;
import dev.agentpool.node.session.SetAside;
import dev.agentpool.node.slot.PoolRunner;
import dev.agentpool.node.slot.SlotNotFoundException;
import dev.agentpool.node.slot.SlotRunner;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.time.StopPatience;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This machine's part of the work: the pools whose slots it owns, the attempts under way in them,
 * their leases. Thread-safe. Life: {@link #start} once, then pools are opened, then {@link #stop}
 * or {@link #close} once.
 */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration GLANCE = Duration.ofSeconds(5);
  private static final Duration RESETTING = Duration.ofSeconds(10);
  private static final Duration WAIT_LOOK = Duration.ofSeconds(1);

  /** How long before it a reset is told. */
  private static final Duration AHEAD = Duration.ofMinutes(1);

  private final NodeParts parts;
  private final OpenPools pools;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("node-timer").daemon().factory());
  private final Leases leases;
  private final WaitLimit waitLimit;
  private volatile Adoption.Ended endedAtStart = Adoption.Ended.NOTHING;
  private JournalFeed.@Nullable Subscription journal;
  private volatile @Nullable Adoption adoption;
  private volatile boolean started;

  public Node(NodeParts parts) {
    this.parts = parts;
    this.pools = new OpenPools(parts);
    this.leases = new Leases(parts, pools::running, this::notTakenOverYet);
    this.waitLimit = new WaitLimit(parts.ledger(), parts.awake());
  }

  /**
   * Takes over what the daemon before left: goes on with attempts whose process lives or has left
   * its result, puts back what had not begun, ends sessions that serve nothing.
   *
   * @param configs finds the configuration of a pool that had attempts
   */
  public void start(Function<PoolRecord, PoolConfig> configs) {
    parts.pauses().keepIn(parts.ledger());
    parts.pauses().plannedBy(this::planned);
    parts.pauses().whenEnded(() -> pools.all().forEach(PoolRunner::wake));
    takeOver(configs);
    for (PoolRecord pool : parts.ledger().pools()) {
      pools.reopen(pool, configs);
    }
    started = true;
    pools.all().forEach(PoolRunner::start);
    watch();
  }

  /**
   * The same for a node that is to be stopped at once: it ends what the daemon before left, and
   * begins nothing.
   */
  public void startToStop(Function<PoolRecord, PoolConfig> configs) {
    pools.openNoMore();
    takeOver(configs);
    watch();
  }

  private void takeOver(Function<PoolRecord, PoolConfig> configs) {
    Adoption takingOver = new Adoption(parts, pool -> pools.open(configs.apply(pool), started));
    adoption = takingOver;
    endedAtStart = takingOver.run();
    journal = parts.feed().subscribe(new NodeEars(parts.ledger(), pools)::heard);
    retireLeftSeats();
  }

  /** What sessions left that were ended just before the daemon was: a process, a workspace. */
  private void retireLeftSeats() {
    for (LiveSession left : LeftSeats.of(parts.home(), parts.ledger())) {
      PoolRunner pool = pools.find(left.pool());
      if (pool != null) {
        pool.retire(left.id().value());
      }
    }
    for (PoolRunner pool : pools.all()) {
      for (SlotRunner slot : pool.agents()) {
        SessionId.find(slot.id())
            .flatMap(parts.ledger()::session)
            .filter(session -> !session.lives())
            .ifPresent(ended -> pool.retire(ended.id().value()));
      }
    }
  }

  private void watch() {
    long lease = parts.timings().lease().toMillis();
    every(lease / 6, this::retryTakingOver);
    every(lease / 3, leases::renew);
    every(lease / 2, leases::expire);
    parts.awake().onSleep(this::slept);
    every(GLANCE.toMillis(), () -> pools.all().forEach(PoolRunner::dropIdle));
    every(GLANCE.toMillis(), () -> pools.all().forEach(PoolRunner::restartDue));
    every(WAIT_LOOK.toMillis(), this::lookForWaiting);
    every(WAIT_LOOK.toMillis(), this::answerWhatIsDue);
    every(WAIT_LOOK.toMillis(), () -> parts.pauses().announce(parts.ledger().now(), AHEAD));
  }

  private void answerWhatIsDue() {
    Instant now = parts.ledger().now();
    if (parts.ledger().nextDeadline().filter(due -> !due.isAfter(now)).isPresent()) {
      parts.ledger().lapse();
    }
    if (parts.ledger().nextSessionEnd().filter(due -> !due.isAfter(now)).isPresent()) {
      parts.ledger().endDueSessions();
    }
  }

  /** What waits for a time of day may be due; what was under way is told why it took so long. */
  private void slept(Duration sleep) {
    LOG.warn("{}", AttemptTimes.slept(sleep));
    pools.running().forEach(run -> run.slept(sleep));
    pools.all().forEach(PoolRunner::wake);
  }

  private List<AttemptKey> notTakenOverYet() {
    Adoption begun = adoption;
    return begun == null ? List.of() : begun.waiting();
  }

  private void retryTakingOver() {
    Adoption begun = adoption;
    if (begun != null) {
      begun.retry();
    }
  }

  private void every(long millis, Runnable work) {
    Consumer<Runnable> guarded =
        task -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            LOG.warn("the node's timer: {}", e.toString());
          }
        };
    timer.scheduleWithFixedDelay(() -> guarded.accept(work), millis, millis, TimeUnit.MILLISECONDS);
  }

  private void lookForWaiting() {
    waitLimit.look(pools.all().stream().map(PoolRunner::config).toList());
  }

  /** Opens a pool, or lets an open one follow its changed configuration. */
  public void open(PoolConfig config) {
    pools.open(config, true);
  }

  /**
   * A slot as it stands.
   *
   * @param state {@code idle}, {@code busy}, {@code stopped} or {@code errored} (spec slot-pool
   *     2.6)
   * @param resident whether it holds a session
   * @param model what its settings name; null for the agent's own choice
   * @param tasksCompleted over its whole life, also under earlier daemons
   * @param cost of all its attempts, also failed ones
   * @param restartCount since the daemon began, or a person restarted it
   * @param sessionId the provider's id of the conversation it holds
   * @param worktree where its session works, when that is not the project directory
   * @param pid of the process that holds its session
   */
  public record SlotView(
      String id,
      String state,
      @Nullable TaskId task,
      boolean resident,
      @Nullable String name,
      @Nullable String role,
      @Nullable String description,
      @Nullable String model,
      long tasksCompleted,
      Cost cost,
      int restartCount,
      @Nullable String sessionId,
      @Nullable String worktree,
      @Nullable Long pid) {}

  /**
   * A pool as it runs here.
   *
   * @param drained whether it takes no work until somebody resumes it
   * @param notices which other pools its project has
   */
  public record PoolView(
      PoolConfig config,
      List<SlotView> slots,
      boolean drained,
      @Nullable String problem,
      List<String> notices) {}

  /** What an open pool is told by its files and by its user; empty when it is not open. */
  public Optional<PoolConfig> config(PoolId id) {
    return Optional.ofNullable(pools.find(id)).map(PoolRunner::config);
  }

  /** Whether an open pool takes no work until somebody resumes it. */
  public boolean isDrained(PoolId id) {
    PoolRunner pool = pools.find(id);
    return pool != null && pool.drained();
  }

  /** Whether a slot of an open pool is out of service. */
  public boolean isErrored(PoolId id, String slot) {
    PoolRunner pool = pools.find(id);
    return pool != null && pool.isErrored(slot);
  }

  /** Whether a slot of an open pool could take work at once. */
  public boolean hasFreeSlot(PoolId id) {
    PoolRunner pool = pools.find(id);
    return pool != null
        && pool.configured().stream()
            .anyMatch(slot -> slot.running() == null && !pool.isErrored(slot.id()));
  }

  /** An open pool as it stands now; asks the machine for what each process takes. */
  public Optional<PoolView> pool(PoolId id) {
    return Optional.ofNullable(pools.find(id)).map(Node::view);
  }

  public List<PoolView> pools() {
    return pools.all().stream().map(Node::view).toList();
  }

  /** The pools that are open, as their files say. */
  public List<PoolConfig> files() {
    return pools.all().stream().map(PoolRunner::file).toList();
  }

  /** What a person should know of an open pool beside its problem. */
  public void notices(PoolId id, List<String> told) {
    runner(id).notices(told);
  }

  /** What is wrong with the files of an open pool; empty when nothing is, or it is not open. */
  public Optional<String> filesProblem(PoolId id) {
    return Optional.ofNullable(pools.find(id)).map(PoolRunner::filesProblem);
  }

  /** The same, as it is from now on; null when nothing is wrong. */
  public void filesProblem(PoolId id, @Nullable String what) {
    runner(id).filesProblem(what);
  }

  /** How long the machine slept since the daemon began. */
  public Duration slept() {
    return parts.awake().slept();
  }

  /** What sessions are given, and what of it is trusted. */
  public GiftViews gifts() {
    return new GiftViews(parts);
  }

  /** The provider of that name or kind; null when there is none. */
  public @Nullable AgentProvider provider(String name) {
    return parts.provider(name);
  }

  /** The environment that agents get their part of. */
  public AgentVariables variables() {
    return parts.variables();
  }

  /** Whether walls can be put around sessions here. */
  public WallsHere walls() {
    return parts.walls();
  }

  /** What people wrote, without its secrets. */
  public String shown(String text) {
    return parts.kept().shown(text);
  }

  /** How many secrets were replaced since the daemon's start. */
  public long redactions() {
    return parts.kept().count();
  }

  /** Sessions that could not be taken over, newest first. */
  public List<SetAside.Aside> setAside() {
    return new SetAside(parts.home()).all();
  }

  /** What stands still for a pool: its project, and providers as its slots use them. */
  public List<ProviderPauses.Pause> pauses(PoolId pool) {
    return runner(pool).pauses();
  }

  /** Over all pools that are held up by it. */
  private ProviderPauses.Planned planned(ProviderPauses.Pause pause) {
    ProviderPauses.Planned all = ProviderPauses.Planned.NOTHING;
    for (PoolRunner pool : pools.all()) {
      if (pool.pauses().stream().anyMatch(own -> own.key().equals(pause.key()))) {
        ProviderPauses.Planned own = pool.plan(pause.provider());
        all = all.plus(own.tasks(), own.about());
      }
    }
    return all;
  }

  /** What begins in a pool when this provider can work again. */
  public ProviderPauses.Planned plan(PoolId pool, String provider) {
    return runner(pool).plan(provider);
  }

  /** What begins in a pool when its caps have room again; nothing for one that is not open. */
  public Optional<ProviderPauses.Planned> unpaid(PoolId pool) {
    return Optional.ofNullable(pools.find(pool)).map(PoolRunner::unpaid);
  }

  /** Providers that persons let start nothing, and what says so. */
  public List<ProviderPauses.Hold> holds() {
    return parts.pauses().holds();
  }

  /** The person's word that holds this provider back; empty when there is none. */
  public Optional<ProviderPauses.Hold> heldBy(String provider) {
    return provider.isEmpty() ? Optional.empty() : parts.pauses().heldBy(provider);
  }

  /** What stands still, over all pools. */
  public List<ProviderPauses.Pause> pauses() {
    return parts.pauses().all();
  }

  /** A person's word: this provider starts nothing any more. Returns what is in force. */
  public ProviderPauses.Hold hold(ProviderPauses.Hold wanted) {
    return parts.pauses().hold(wanted);
  }

  /** The person's word is taken back; empty when there was none. */
  public Optional<ProviderPauses.Hold> release(String provider) {
    return parts.pauses().release(provider);
  }

  /** A person's word: what stands still is tried at once. Returns what stood. */
  public List<ProviderPauses.Pause> retry(PoolId pool) {
    List<ProviderPauses.Pause> ended = runner(pool).retry();
    pools.hurry(pool);
    return ended;
  }

  private static PoolView view(PoolRunner pool) {
    return new PoolView(
        pool.config(), new SlotViews(pool).all(), pool.drained(), pool.problem(), pool.notices());
  }

  /** What the session in the folder of that name serves; empty for one that has ended. */
  public Optional<SessionPlace> session(String name) {
    for (PoolRunner pool : pools.all()) {
      for (SlotRunner slot : pool.slots()) {
        Path folder = slot.bench().folder();
        if (folder != null && folder.endsWith(name)) {
          AttemptRun run = slot.running();
          TaskRecord task = run == null ? null : run.task();
          Settings layer = task == null ? Settings.EMPTY : task.spec().settings();
          return Optional.of(new SessionPlace(pool.id(), slot.id(), task, slot.settings(layer)));
        }
      }
    }
    return Optional.empty();
  }

  /** What the running attempt of a task has cost so far, as its agent says; zero for none. */
  public Money spentSoFar(TaskId task) {
    return pools.running(task).map(AttemptRun::spentSoFar).orElse(Money.ZERO);
  }

  /**
   * So much of a running task's cap is for the tasks that it has started: its own attempt is to
   * stop where that begins. Without effect on a task that has no cap or does not run here.
   */
  public void lend(TaskId task, Money toChildren) {
    pools.running(task).ifPresent(run -> run.lend(toChildren));
  }

  /** The slots of agents that a pool has now: each takes only tasks that name it. */
  public List<SlotView> agentSlots(PoolId pool) {
    return new SlotViews(runner(pool)).agents();
  }

  /**
   * Opens a slot's session before it has a task, or finds one that fits.
   *
   * @param settings the layer of the tasks to come; with another one they get another process
   * @return the process that holds it; empty when the provider does not tell
   * @throws SlotNotFoundException for a slot that is neither the pool's nor an agent's
   * @throws IllegalStateException when the slot is busy, keeps no process, or its workspace is made
   *     for each task
   * @throws dev.agentpool.session.ProviderException when the agent cannot be started
   */
  public OptionalLong warm(PoolId pool, String slot, Settings settings)
      throws InterruptedException {
    return runner(pool).warm(slot, settings);
  }

  /** Ends a slot's resident session at once; an attempt that uses it ends as interrupted. */
  public Reset resetSlot(PoolId pool, String slot) throws InterruptedException {
    SlotRunner found = runner(pool).find(slot);
    if (found == null) {
      return new Reset(false, null);
    }
    boolean held = found.bench().held() != null;
    TaskId interrupted = found.resetNow(RESETTING);
    return new Reset(held || interrupted != null, interrupted);
  }

  /**
   * What a reset did.
   *
   * @param ended whether there was a process to end
   * @param interrupted the task that it was at; null when it rested
   */
  public record Reset(boolean ended, @Nullable TaskId interrupted) {}

  /** Throws {@link IllegalArgumentException} for a pool that was never opened here. */
  PoolRunner runner(PoolId pool) {
    return pools.runner(pool);
  }

  NodeParts parts() {
    return parts;
  }

  /**
   * What a stop did.
   *
   * @param sessionsEnded processes of agents, also those that the daemon before had left
   * @param left pids of processes that could not be ended
   */
  public record StopReport(
      long waitedMillis,
      int finished,
      int interrupted,
      int leftRunning,
      int sessionsEnded,
      List<Long> left) {
    public StopReport {
      left = List.copyOf(left);
    }
  }

  /** As {@link #stop(StopPatience)}, with a deadline that nobody shortens. */
  public StopReport stop(Duration deadline) throws InterruptedException {
    return stop(new StopPatience(parts.awake(), deadline));
  }

  /**
   * Claims nothing more, waits for what runs until the patience ends, then interrupts the rest,
   * whose tasks go back into the queue and go on when a daemon runs again; ends every session.
   */
  public StopReport stop(StopPatience patience) throws InterruptedException {
    StopReport report = new NodeStop(parts, pools, endedAtStart).stop(patience);
    close();
    return report;
  }

  /**
   * Ends every session without asking the agents first; what they were at goes back into the queue.
   * For a daemon that has lost its home: another one waits for it.
   */
  public void endAtOnce() {
    new NodeStop(parts, pools, endedAtStart).endAtOnce();
  }

  /** Stops working without ending anything: children live on, and the next daemon adopts them. */
  @Override
  public void close() {
    pools.all().forEach(PoolRunner::close);
    timer.shutdownNow();
    if (journal != null) {
      journal.close();
    }
  }
}
