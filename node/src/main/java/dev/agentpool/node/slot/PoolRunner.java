package dev.agentpool.node.slot;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.SlotTotals;
import dev.agentpool.machine.OpenFiles;
import dev.agentpool.node.conversation.Conversations;
import dev.agentpool.node.note.SlotNotes;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.node.pause.ProviderPauses;
import dev.agentpool.pool.PoolId;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One pool on this node: its configuration with what the ledger's notes lay over it, its slots and
 * their health, and whether they take work.
 */
public final class PoolRunner implements SlotRunner.PoolEvents {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1); // for descriptors
  private final NodeParts parts;
  private final SlotNotes notes;
  private final AtomicReference<PoolConfig> file;
  private final AtomicReference<PoolConfig> config;
  private final Roster roster;
  private final Claims claims;
  private final Supervisor supervisor;
  private final Tallies tallies;
  private final Dispatcher dispatcher;
  private final Conversations conversations;
  private final ReentrantLock following = new ReentrantLock();
  private final ReentrantLock scaling = new ReentrantLock();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean accepting = true;
  private volatile boolean drained;
  private volatile @Nullable String problem;
  private volatile @Nullable String filesProblem;
  private volatile List<String> notices = List.of();

  /** The pool is in the ledger already. */
  public PoolRunner(NodeParts parts, PoolConfig file) {
    this.parts = parts;
    this.notes = new SlotNotes(parts.ledger());
    this.file = new AtomicReference<>(file);
    this.config = new AtomicReference<>(notes.over(file));
    this.drained = notes.drained(file.id());
    this.claims = new Claims(parts, config::get);
    this.supervisor = new Supervisor(() -> config.get().supervision());
    this.tallies = new Tallies(parts.ledger(), file.id());
    this.conversations = new Conversations(parts.ledger(), file.id());
    this.roster = new Roster(id -> new SlotRunner(parts, config::get, id, conversations, this));
    this.roster.follow(config.get());
    this.dispatcher = new Dispatcher(parts, this);
  }

  /** Begins to claim; adopted attempts have their slots by then. */
  public void start() {
    dispatcher.start();
  }

  public PoolId id() {
    return file.get().id();
  }

  public PoolConfig config() {
    return config.get();
  }

  /** As its files say, without the notes. */
  public PoolConfig file() {
    return file.get();
  }

  Roster roster() {
    return roster;
  }

  /** All that there are now: configured ones, agents', and those that are only finishing. */
  public List<SlotRunner> slots() {
    return roster.all();
  }

  /** The configured slots, in their order. */
  public List<SlotRunner> configured() {
    return roster.configured();
  }

  /** The configured slots in their order, then those that are only finishing. */
  public List<SlotRunner> shown() {
    return roster.shown();
  }

  /** The slots of agents, in the order of their ids. */
  public List<SlotRunner> agents() {
    return roster.agents();
  }

  /** The slot of that id; null when there is none. */
  public @Nullable SlotRunner find(String id) {
    return roster.find(id);
  }

  /** The slot of an agent, made when there is none. */
  public SlotRunner agent(String slot) {
    return AgentWarmth.agent(this, slot);
  }

  /**
   * Opens a slot's session before it has a task, or finds one that fits.
   *
   * @return the process that holds it; empty when the provider does not tell
   */
  public OptionalLong warm(String id, Settings task) throws InterruptedException {
    return AgentWarmth.warm(this, id, task);
  }

  /** How often a slot was started again since the daemon began, or a person restarted it. */
  public int restarts(String slot) {
    return supervisor.health(slot).restartCount();
  }

  /** Whether a slot is out of service. */
  public boolean isErrored(String slot) {
    return supervisor.isErrored(slot);
  }

  /** Nothing is to come for this slot any more: its session ends, at the latest with its task. */
  public void retire(String id) {
    roster.retire(id);
  }

  /** Gives a slot a clean slate. */
  public void forgive(String slot) {
    supervisor.forget(slot);
  }

  public SlotNotes notes() {
    return notes;
  }

  /** Those that its tasks share. */
  public Conversations conversations() {
    return conversations;
  }

  /** Held by whoever changes which slots there are. */
  public ReentrantLock scaling() {
    return scaling;
  }

  public boolean drained() {
    return drained;
  }

  public SlotTotals totals(String slot) {
    return tallies.of(slot);
  }

  public @Nullable String problem() {
    String now = problem;
    if (now == null && filesProblem != null) {
      return filesProblem;
    }
    if (now == null && drained) {
      return "it was drained and takes no work until `agentpool resume`";
    }
    if (now == null) {
      now = OpenFiles.ofThisProcess().lacking().orElse(null);
    }
    return now != null
        ? now
        : supervisor.problem(roster.configured().stream().map(SlotRunner::id).toList());
  }

  /** What a person should know of it beside its problem. */
  public List<String> notices() {
    return notices;
  }

  public void notices(List<String> told) {
    notices = List.copyOf(told);
  }

  /** What is wrong with its project's files; null when nothing is. */
  public @Nullable String filesProblem() {
    return filesProblem;
  }

  /** The same, as it is from now on. */
  public void filesProblem(@Nullable String what) {
    filesProblem = what;
  }

  /** The slot of that id, made when the pool has none any more: for adoption. */
  public SlotRunner slot(String id) {
    return roster.ensure(id);
  }

  /** The slot of that id, throws {@link SlotNotFoundException} when there is none. */
  public SlotRunner existing(String id) {
    SlotRunner slot = roster.find(id);
    if (slot == null || !(roster.belongs(slot) || slot.busy())) {
      throw new SlotNotFoundException(id);
    }
    return slot;
  }

  /** Follows a changed file. */
  public void reconfigure(PoolConfig changed) {
    file.set(changed);
    followNotes();
  }

  /**
   * Settings and slots change for what is claimed from now on; a slot that is gone finishes its
   * task first.
   */
  public void followNotes() {
    following.lock();
    try {
      PoolConfig changed = notes.over(file.get());
      config.set(changed);
      drained = notes.drained(changed.id());
      roster.follow(changed);
    } finally {
      following.unlock();
    }
    roster.removeStrangers();
    wake();
  }

  public void wake() {
    dispatcher.wake();
  }

  public void stopClaiming() {
    accepting = false;
    wake();
  }

  public void close() {
    accepting = false;
    closed.countDown();
    dispatcher.close();
  }

  @Override
  public boolean closesWithin(Duration time) throws InterruptedException {
    return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  boolean takesWork() {
    return accepting && !drained;
  }

  public boolean serves(SlotRunner slot) {
    return takesWork() && roster.belongs(slot) && !supervisor.isErrored(slot.id());
  }

  /**
   * The slot's next task; the slot has been taken.
   *
   * <p>INVARIANT: whether the pool takes work is asked after the slot was taken. So whoever stopped
   * that and then finds a slot free knows that it stays free.
   */
  public ClaimReply claim(SlotRunner slot) {
    if (!serves(slot)) {
      return new ClaimReply.Nothing(null);
    }
    OpenFiles files = OpenFiles.ofThisProcess();
    if (!files.start()) {
      return new ClaimReply.Nothing(parts.ledger().now().plus(LOOK_AGAIN));
    }
    ClaimReply reply = new ClaimReply.Nothing(null);
    try {
      reply = claims.claim(slot.id());
    } finally {
      if (reply instanceof ClaimReply.Nothing) {
        files.startsNot();
      }
    }
    return reply;
  }

  /** What stands still for it. */
  public List<ProviderPauses.Pause> pauses() {
    return parts.pauses().concerning(id(), claims::uses);
  }

  /** What begins when this provider can work again. */
  public ProviderPauses.Planned plan(String provider) {
    return claims.plan(provider);
  }

  /** What begins when its caps have room again. */
  public ProviderPauses.Planned unpaid() {
    return claims.unpaid();
  }

  @Override
  public Optional<String> standIn(AttemptKey attempt) {
    return claims.standIn(attempt);
  }

  /** Tries at once what stands still; returns what stood. */
  public List<ProviderPauses.Pause> retry() {
    return parts.pauses().resume(id(), claims::uses);
  }

  Duration untilDue(@Nullable Instant wakeAt, Duration atMost) {
    return claims.untilDue(wakeAt, atMost);
  }

  @Override
  public Optional<ClaimReply.Claimed> next(SlotRunner slot) {
    try {
      return claim(slot) instanceof ClaimReply.Claimed claimed
          ? Optional.of(claimed)
          : Optional.empty();
    } catch (LedgerException e) {
      trouble("tasks cannot be claimed: " + e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void resting(SlotRunner slot) {
    roster.removeStranger(slot);
    wake();
  }

  @Override
  public Reply<TaskRecord> settle(SlotRunner slot, TaskRecord running, TaskResult result) {
    return tallies.settle(slot.id(), running, result);
  }

  @Override
  public void ended(SlotRunner slot, AttemptKey attempt, OutcomeCode outcome) {
    claims.ended(attempt);
    supervisor.ended(slot.id(), outcome, parts.ledger().now());
  }

  @Override
  public void trouble(@Nullable String what) {
    problem = what;
  }

  /** Starts the slots again whose wait is over; returns how many. */
  public int restartDue() {
    int restarted = 0;
    Instant now = parts.ledger().now();
    for (String id : supervisor.due(now)) {
      SlotRunner slot = roster.find(id);
      if (slot == null) {
        supervisor.forget(id);
      } else if (slot.take()) { // else its last attempt is being tidied up
        slot.bench().drop();
        supervisor.restarted(id, now);
        slot.release();
        restarted++;
      }
    }
    if (restarted > 0) {
      wake();
    }
    return restarted;
  }

  public void dropIdle() {
    for (SlotRunner slot : roster.all()) {
      if (slot.bench().restedTooLong()
          && slot.take()) { // taken, so that no claim uses the session meanwhile
        slot.bench().drop();
        slot.release();
        wake();
      }
    }
  }
}
