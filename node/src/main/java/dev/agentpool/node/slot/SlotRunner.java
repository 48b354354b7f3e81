package dev.agentpool.node.slot;

import dev.agentpool.activity.ActivityWriter;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Reservation;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SlotConfig;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.QuestionFilter;
import dev.agentpool.ledger.Reply;
import dev.agentpool.node.attempt.AttemptRun;
import dev.agentpool.node.attempt.Interruption;
import dev.agentpool.node.conversation.Conversations;
import dev.agentpool.node.conversation.Wanted;
import dev.agentpool.node.launch.SlotBench;
import dev.agentpool.node.note.SlotNotes;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.node.pause.PauseKey;
import dev.agentpool.node.question.WaitedTime;
import dev.agentpool.node.session.SessionFolders;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.Launch;
import dev.agentpool.session.Workplace;
import dev.agentpool.settings.SessionPolicy;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.ConversationKey;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.workspace.WorkspaceException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One slot: runs one attempt at a time on a virtual thread of its own, settles it, and asks for the
 * next at once. A result is settled before anything of its session is removed, so a daemon that
 * dies in between finds it again.
 */
public final class SlotRunner {
  private static final Logger LOG = LoggerFactory.getLogger(SlotRunner.class);
  private static final int MOST_QUESTIONS = 10_000;
  private final NodeParts parts;
  private final Supplier<PoolConfig> pool;
  private final String id;
  private final SlotBench bench;
  private final Conversations conversations;
  private final PoolEvents events;
  private final SlotHold hold = new SlotHold();
  private final Settlement settlement;

  /** What a slot tells its pool. */
  interface PoolEvents {
    /** The slot is free: more work for it, or empty to let it rest. */
    Optional<ClaimReply.Claimed> next(SlotRunner slot);

    void resting(SlotRunner slot);

    /** Ends the attempt in the ledger. */
    Reply<TaskRecord> settle(SlotRunner slot, TaskRecord running, TaskResult result);

    /** An attempt is over and settled. */
    void ended(SlotRunner slot, AttemptKey attempt, OutcomeCode outcome);

    /** Another provider that has this attempt in place of its own. */
    Optional<String> standIn(AttemptKey attempt);

    void trouble(@Nullable String problem);

    /** Waits for the end of the pool on this node; false when that did not come in time. */
    boolean closesWithin(Duration time) throws InterruptedException;
  }

  SlotRunner(
      NodeParts parts,
      Supplier<PoolConfig> pool,
      String id,
      Conversations conversations,
      PoolEvents events) {
    this.parts = parts;
    this.conversations = conversations;
    this.pool = pool;
    this.id = id;
    this.events = events;
    this.bench = new SlotBench(parts, pool, id);
    this.settlement = new Settlement(parts, pool, this, events);
  }

  public String id() {
    return id;
  }

  public SlotBench bench() {
    return bench;
  }

  /** Takes the slot for a claim that is about to be made; false when it is taken. */
  public boolean take() {
    return hold.take();
  }

  /**
   * As {@link #take}, but waits while somebody only looks whether there is work; false when an
   * attempt runs or the patience is over.
   */
  public boolean takeUnlessRunning(Duration patience) throws InterruptedException {
    return hold.takeUnlessRunning(patience);
  }

  public void release() {
    while (!hold.release()) {
      dropAll();
    }
  }

  /** Of the slot's own conversation nothing stays, so its next task begins a new one. */
  private void dropAll() {
    bench.drop();
    forget();
  }

  /** Nobody comes back to this slot: its conversation is over, and its workspace is finished. */
  void leave() {
    forget();
    try {
      bench
          .places()
          .leave()
          .ifPresent(closed -> LOG.info("the workspace of {} was finished: {}", id, closed));
    } catch (WorkspaceException kept) {
      LOG.warn("the workspace of {} stays: {}", id, kept.getMessage());
    }
  }

  /** The next task that goes on with the slot's conversation begins a new one. */
  void forget() {
    conversations.forget(new ConversationKey.OfSlot(id));
  }

  /**
   * Ends the resident session, and with it the slot's conversation: at once when the slot is free,
   * else after its attempt. Returns whether there was one.
   */
  public boolean reset() {
    forget(); // at once, so that it is so whatever becomes of this daemon
    if (!hold.takeToDrop()) {
      return bench.held() != null;
    }
    boolean held = bench.held() != null;
    dropAll();
    release();
    return held;
  }

  /**
   * Ends the resident session now, and with it the slot's conversation, also in mid-attempt: the
   * attempt ends as interrupted. Returns the task that was interrupted; null when the slot was
   * free. Waits until the slot has let go.
   */
  public @Nullable TaskId resetNow(Duration patience) throws InterruptedException {
    forget();
    AttemptRun run = running();
    if (run == null && takeUnlessRunning(patience)) {
      bench.drop();
      release();
      return null;
    }
    run = running(); // it may have begun meanwhile
    if (run == null) {
      reset();
      return null;
    }
    run.interrupt(Interruption.RESET);
    bench.drop();
    reset(); // with what the attempt says of its conversation until it is over
    hold.awaitEnd(run, patience);
    return run.task().id();
  }

  public boolean busy() {
    return hold.isTaken();
  }

  public @Nullable AttemptRun running() {
    return hold.running();
  }

  /** Runs the claim, and what follows it, until there is no more. The slot has been taken. */
  public void start(ClaimReply.Claimed first) {
    Thread.ofVirtual()
        .name(id)
        .start(() -> {
          Optional<ClaimReply.Claimed> work = Optional.of(first);
          while (work.isPresent()) {
            ClaimReply.Claimed claimed = work.get();
            finish(
                claimed.task(),
                attempt(
                    claimed.task(),
                    claimed.reservation(),
                    claimed.capped(),
                    Duration.ZERO,
                    settings(claimed.task())),
                run -> run.run(isOfAnother(claimed) ? null : claimed.previousSession()));
            work = events.next(this);
          }
          release();
          events.resting(this);
        });
  }

  /** Whether the conversation before was its own provider's, and another one has it now. */
  private boolean isOfAnother(ClaimReply.Claimed claimed) {
    return events.standIn(claimed.attempt()).isPresent();
  }

  /**
   * Goes on with an attempt of the daemon before, by what its session's folder says of it and not
   * by today's settings. The slot has been taken. Returns once it is known to run.
   *
   * @param session null when the folder holds none that was ever started
   * @param caughtUp called when all that the session had said meanwhile was heard
   */
  public void adopt(
      TaskRecord task,
      AttemptRecord open,
      Launch launch,
      @Nullable AgentSession session,
      SessionFolders.Part part,
      Runnable caughtUp) {
    Instant now = parts.ledger().now();
    Duration waited =
        WaitedTime.of(
            open.key(),
            parts
                .ledger()
                .questions(new QuestionFilter(null, task.id(), Set.of(), MOST_QUESTIONS, 0)),
            now);
    Duration passed = Duration.between(open.startedAt(), now).minus(waited);
    AttemptRun run =
        attempt(
            task,
            open.reservation(),
            isCapped(task),
            passed.isNegative() ? Duration.ZERO : passed,
            launchedWith(launch, settings(task)));
    parts
        .pauses()
        .goesOn(
            PauseKey.ofProvider(
                run.settings().get(SettingKeys.PROVIDER),
                run.settings(),
                parts.variables().of(run.settings())),
            run.attempt(),
            open.startedAt());
    if (session != null) {
      bench.drop(); // one that was opened while this taking over waited for the ledger
      bench.hold(session);
      session.caughtUp().thenRun(caughtUp);
    }
    Thread.ofVirtual()
        .name(id)
        .start(() -> {
          if (!open.current()) {
            run.interrupt(Interruption.CANCELLED);
          }
          finish(
              task,
              run,
              attempt -> {
                Optional<TaskResult> result =
                    session == null
                        ? Optional.empty()
                        : attempt.adopt(session, part, open.startedAt());
                return result.orElseGet(() ->
                    TaskResult.withoutAgent(
                        Outcome.of(
                            open.current() ? OutcomeCode.NOT_STARTED : OutcomeCode.CANCELLED,
                            "the daemon ended before the agent had begun")));
              });
          release();
          events.resting(this);
        });
  }

  /** What a further process of the attempt must have in common with its first one. */
  private static Settings launchedWith(Launch launch, Settings now) {
    Workplace place = launch.workplace();
    Settings same = now.with(SettingKeys.PROVIDER, launch.provider());
    return place == null ? same : same.with(SettingKeys.WORKSPACE, place.mode());
  }

  private interface Work {
    TaskResult of(AttemptRun run) throws InterruptedException;
  }

  private void finish(TaskRecord task, AttemptRun run, Work work) {
    hold.runs(run);
    ActivityWriter activity = new ActivityWriter(parts.activity(), task.id());
    activity.state("running", id, task.fence(), "");
    TaskResult result;
    try {
      result = work.of(run);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return; // the daemon ends; the next one adopts
    } catch (RuntimeException | Error e) {
      LOG.error("attempt {} broke", run.attempt(), e);
      result =
          TaskResult.withoutAgent(Outcome.of(OutcomeCode.CRASHED, "agentpool itself failed: " + e));
    }
    Optional<String> standIn = events.standIn(run.attempt());
    if (standIn.isPresent()) {
      String told = standIn.get() + " did this: the limit of its own provider was reached";
      activity.notice(told);
      result = result.noticing(told);
    }
    result = settlement.settled(run, result, activity);
    parts.pauses().ended(run.attempt());
    if (result.outcome().code() == OutcomeCode.SUSPENDED && result.outcome().until() != null) {
      events.trouble(result.outcome().message() + "; the task waits and is tried again");
    }
    events.ended(this, run.attempt(), result.outcome().code());
    hold.runs(null);
    if (hold.isToDrop()) {
      dropAll();
    } else {
      Wanted.Shared shared = run.inContext();
      bench.tidy(result, shared);
      if (shared != null) {
        conversations.restsIn(shared.key(), id, () -> bench.letGo(shared.key()));
      }
    }
    run.letGo();
  }

  private AttemptRun attempt(
      TaskRecord task, Reservation reserved, boolean capped, Duration passed, Settings settings) {
    Money cap = capped ? reserved.money() : null;
    return new AttemptRun(parts, bench, task, passed, reserved, cap, settings, conversations);
  }

  /** Of one whose claim was another daemon's, by the caps as they stand now. */
  private boolean isCapped(TaskRecord task) {
    return parts.ledger().pools().stream()
        .filter(stored -> stored.id().equals(task.pool()))
        .anyMatch(stored -> stored.caps().ofTask(task.spec().cap()) != null);
  }

  private Settings settings(TaskRecord task) {
    Settings own = settings(task.spec().settings());
    return events
        .standIn(task.attempt())
        .map(other ->
            own.with(SettingKeys.PROVIDER, other)
                .with(SettingKeys.SESSION_POLICY, SessionPolicy.PER_TASK))
        .orElse(own);
  }

  /** The task's layer over the slot's and all wider ones. */
  public Settings settings(Settings task) {
    PoolConfig config = pool.get();
    SlotConfig slot =
        config.slots().stream()
            .filter(candidate -> candidate.id().equals(id))
            .findFirst()
            .orElseGet(() -> SlotNotes.bare(id));
    return config.resolve(slot, task);
  }
}
