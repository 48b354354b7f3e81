package dev.agentpool.testkit.simulation;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Unit;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.WhenOut;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskState;
import dev.agentpool.testkit.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Drives a ledger from a seed as several nodes and people would, over a network that loses, doubles
 * and delays, with nodes that crash at every point, providers and pools that stand still, tasks
 * that wait for one slot, live sessions that are spoken to and ended, notes that many change,
 * questions that many answer, caps that are used up and asked about, some smaller than what one
 * task is thought to cost, and a clock that is sometimes set back. After every move the journal is
 * followed ({@link Replay}); at every reservation the caps of its unit are checked; now and then
 * all that was taken is added up ({@link Balance}). At the end everything must come to an end: no
 * task may be lost. Any breach is an {@link AssertionError}. Not thread-safe; the same seed does
 * the same.
 */
public final class Simulator {
  private static final int BALANCE_EVERY = 2_000;
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final int MOST_KNOWN = 200;

  private final Ledger ledger;
  private final SettableClock clock;
  private final Chance chance;
  private final Workload workload;
  private final Replay replay = new Replay();
  private final Standstills standstills;
  private final Notebook notebook;
  private final Asker asker;
  private final Banker banker;
  private final Seats seats;
  private final List<PoolId> pools =
      List.of(new PoolId("one"), new PoolId("two"), new PoolId("three"));
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final List<Message> network = new ArrayList<>();
  private final List<TaskId> known = new ArrayList<>();
  private final Map<String, Submitted> keyed = new HashMap<>();
  private long moves;
  private boolean draining;

  private record Message(SimulatedNode from, AttemptKey attempt, TaskResult result) {}

  private record Submitted(Submission submission, List<TaskId> tasks) {}

  /**
   * @param clock the wall clock that the ledger was opened with
   */
  public Simulator(Ledger ledger, SettableClock clock, long seed) {
    this.ledger = ledger;
    this.clock = clock;
    chance = new Chance(seed);
    workload = new Workload(chance);
    standstills = new Standstills(chance);
    notebook = new Notebook(ledger, chance);
    asker = new Asker(ledger, chance);
    banker = new Banker(ledger, chance);
    seats = new Seats(ledger, chance);
    for (int i = 1; i <= 3; i++) {
      nodes.add(new SimulatedNode("node-" + i, chance));
    }
    for (PoolId pool : pools) {
      ledger.openPool(new PoolRecord(pool, pool.value(), "/" + pool, workload.caps()));
      moved();
    }
  }

  /** Makes this many moves, then lets everything end; returns how many moves that were in all. */
  public long run(long atLeast) {
    while (moves < atLeast) {
      step();
    }
    drain();
    return moves;
  }

  private void moved() {
    moves++;
    replay.readAll(ledger);
    if (moves % BALANCE_EVERY == 0) {
      pools.forEach(banker::agrees);
      Balance.check(ledger, replay.tasks());
    }
  }

  private void step() {
    clock.advance(Duration.ofMillis(chance.below(1_500)));
    int what = chance.below(1_000);
    if (what < 90) {
      submit();
    } else if (what < 330) {
      claim(chance.oneOf(nodes), chance.oneOf(pools));
    } else if (what < 590) {
      send(chance.oneOf(nodes));
    } else if (what < 850) {
      deliver();
    } else if (what < 860) {
      notebook.change(chance.oneOf(pools));
      moved();
    } else if (what < 868) {
      ask(chance.oneOf(nodes));
    } else if (what < 874) {
      asker.move();
      moved();
    } else if (what < 878) {
      banker.answer(chance.oneOf(pools));
      moved();
    } else if (what < 884) {
      seats.move(chance.oneOf(pools));
      moved();
    } else {
      seldom(what);
    }
  }

  private void seldom(int what) {
    SimulatedNode node = chance.oneOf(nodes);
    if (what < 890) {
      renew(node);
    } else if (what < 905) {
      ledger.expire();
      moved();
    } else if (what < 925) {
      extend(node);
    } else if (what < 940) {
      crashOrRestart(node);
    } else if (what < 985) {
      decideOnSome();
    } else if (what < 988) {
      ledger.setCaps(chance.oneOf(pools), workload.caps()).orThrow();
      moved();
    } else if (what < 996) {
      putBackOne(node);
    } else if (what < 997) {
      standstills.change(pools, clock.instant());
    } else if (what < 998) {
      clock.advance(Duration.ofMinutes(chance.below(240)));
    } else {
      clock.set(clock.instant().minus(Duration.ofMinutes(chance.below(3_000))));
    }
  }

  private void submit() {
    if (!keyed.isEmpty() && chance.percent(10)) {
      Submitted before = chance.oneOf(List.copyOf(keyed.values()));
      Reply<List<TaskId>> again = ledger.submit(before.submission());
      moved();
      require(
          again.orThrow().equals(before.tasks()), () -> "the same key gave other tasks: " + again);
      return;
    }
    String key = chance.percent(10) ? "key-" + moves : null;
    Submission submission = workload.submission(chance.oneOf(pools), known, key);
    Reply<List<TaskId>> reply = ledger.submit(submission);
    moved();
    if (reply instanceof Reply.Done<List<TaskId>> done) {
      remember(done.value());
      if (key != null && keyed.size() < 20) {
        keyed.put(key, new Submitted(submission, done.value()));
      }
    }
  }

  private void remember(List<TaskId> tasks) {
    for (TaskId task : tasks) {
      if (known.size() < MOST_KNOWN) {
        known.add(task);
      } else {
        known.set(chance.below(MOST_KNOWN), task);
      }
    }
  }

  /** Whether there was something to claim. */
  private boolean claim(SimulatedNode node, PoolId pool) {
    String seat = chance.percent(5) ? seats.seat(pool) : null;
    return claim(node, pool, seat == null ? chance.oneOf(Workload.SLOTS) : seat);
  }

  private boolean claim(SimulatedNode node, PoolId pool, String slot) {
    if (!node.hasFreeSlot() || standstills.stands(pool, clock.instant())) {
      return false;
    }
    Set<String> paused = standstills.pausedProviders(clock.instant());
    ClaimReply reply =
        ledger.claim(
            new ClaimRequest(
                    node.name(),
                    pool,
                    slot,
                    LEASE,
                    paused,
                    Standstills.USUAL_PROVIDER,
                    Workload.ESTIMATE,
                    1.5)
                .when(
                    draining || chance.percent(30)
                        ? WhenOut.FAIL
                        : new WhenOut(true, chance.percent(20) ? Duration.ofSeconds(90) : null)));
    moved();
    if (reply instanceof ClaimReply.Claimed claimed) {
      String named = claimed.task().spec().ordering().slot();
      require(named == null || named.equals(slot), () -> slot + " took work of " + named);
      String provider = Standstills.providerOf(claimed.task());
      require(!paused.contains(provider), () -> provider + " is paused, and its work was begun");
      if (!draining) {
        for (Unit unit : Unit.values()) {
          withinCaps(claimed.task(), unit);
        }
      }
      if (chance.percent(3)) {
        node.crash(); // before it learnt what it had claimed
        return true;
      }
      node.begin(claimed.attempt(), claimed.reservation());
      if (chance.percent(50)) {
        ledger.noteSession(
            claimed.attempt(), "/session", chance.percent(50) ? "conversation" : null);
        moved();
      }
      return true;
    }
    return false;
  }

  /** So much of this unit has just been reserved: no cap that it draws on may be passed. */
  private void withinCaps(TaskRecord task, Unit unit) {
    @Nullable AccountKey plan = task.plan() == null ? null : AccountKey.plan(task.plan().value());
    for (Account account : ledger.accounts(task.pool())) {
      boolean drawnOn = account.key().kind() != AccountKey.Kind.PLAN || account.key().equals(plan);
      require(
          !drawnOn || account.of(unit).room().map(room -> !room.isNegative()).orElse(true),
          () -> "a cap in " + unit + " is passed: " + account);
    }
  }

  /** The node's job ends; its message may be lost (then it is sent again later) or come twice. */
  private void send(SimulatedNode node) {
    List<AttemptKey> running = node.running();
    if (running.isEmpty()) {
      return;
    }
    AttemptKey attempt = chance.oneOf(running);
    Message message = new Message(node, attempt, node.resultOf(attempt, ledger.now()));
    int copies = chance.percent(10) ? 0 : chance.percent(10) ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      network.add(message);
    }
    if (chance.percent(2)) {
      node.crash(); // before its message was answered
    }
  }

  private void deliver() {
    if (network.isEmpty()) {
      return;
    }
    Message message = network.remove(chance.below(network.size()));
    ledger.settle(message.attempt(), message.result());
    moved();
    if (chance.percent(5)) {
      message.from().crash(); // after the ledger had settled
    } else if (!chance.percent(10)) { // else the answer is lost, and the node sends again
      message.from().end(message.attempt());
    }
  }

  private void renew(SimulatedNode node) {
    if (node.alive()) {
      List<AttemptKey> stale = ledger.renew(node.name(), node.running(), LEASE);
      moved();
      if (chance.percent(70)) {
        stale.forEach(node::end); // killed, and what it cost is never told
      }
    }
  }

  private void extend(SimulatedNode node) {
    List<AttemptKey> running = node.running();
    if (!running.isEmpty()) {
      AttemptKey attempt = chance.oneOf(running);
      Unit unit = chance.oneOf(List.of(Unit.values()));
      Amount more = new Amount(unit, chance.between(1, unit == Unit.TURNS ? 20 : 200_000));
      Reply<Amount> reply = ledger.extend(attempt, more);
      moved();
      if (reply instanceof Reply.Done<Amount> done) {
        node.extended(attempt, done.value());
        withinCaps(ledger.task(attempt.task()).orElseThrow(), unit);
      }
    }
  }

  /** An agent of a node asks, or agentpool itself; what it holds is less then. */
  private void ask(SimulatedNode node) {
    List<AttemptKey> running = node.running();
    if (running.isEmpty() || chance.percent(10)) {
      asker.ask(chance.oneOf(pools), null, ledger.now());
      moved();
      return;
    }
    AttemptKey attempt = chance.oneOf(running);
    asker.ask(ledger.task(attempt.task()).orElseThrow().pool(), attempt, ledger.now());
    moved();
    ledger.attempts(attempt.task()).stream()
        .filter(record -> record.key().equals(attempt))
        .forEach(record -> node.holds(attempt, record.reservation()));
  }

  private void putBackOne(SimulatedNode node) {
    List<AttemptKey> running = node.running();
    if (!running.isEmpty()) {
      AttemptKey attempt = chance.oneOf(running);
      ledger.putBack(
          attempt, "nothing was begun", chance.percent(50) ? ledger.now().plusSeconds(5) : null);
      moved();
      node.end(attempt);
    }
  }

  private void crashOrRestart(SimulatedNode node) {
    if (node.alive()) {
      node.crash();
    } else {
      node.restart(ledger.openAttempts(node.name()));
    }
  }

  private void decideOnSome() {
    if (known.isEmpty()) {
      return;
    }
    TaskId task = chance.oneOf(known);
    switch (chance.below(8)) {
      case 0 -> ledger.cancel(task, "not needed any more");
      case 1, 2, 3, 4 -> ledger.approve(task);
      case 5, 6 -> ledger.reject(task, "once more");
      default -> {
        if (ledger.resubmit(task) instanceof Reply.Done<TaskId> again) {
          remember(List.of(again.value()));
        }
      }
    }
    moved();
  }

  /**
   * The network is whole, nodes stay up, caps are gone: now every task must end, and all
   * reservations with them.
   */
  private void drain() {
    network.clear();
    standstills.end();
    draining = true;
    seats.endAll();
    moved();
    for (PoolId pool : pools) {
      ledger.setCaps(pool, Caps.NONE).orThrow();
      moved();
    }
    for (int round = 0; !allEnded(); round++) {
      require(round < 2_000, () -> "tasks are lost: they never end: " + unended());
      for (SimulatedNode node : nodes) {
        node.crash();
        node.restart(ledger.openAttempts(node.name()));
        for (AttemptKey attempt : node.running()) {
          ledger.settle(attempt, node.resultOf(attempt, ledger.now()));
          moved();
          node.end(attempt);
        }
      }
      for (PoolId pool : pools) {
        drainQueue(pool);
      }
      clock.advance(Duration.ofHours(2));
    }
    Balance.check(ledger, replay.tasks());
    replay.agreesWith(ledger);
    asker.nobodyWaits();
    pools.forEach(banker::agrees);
  }

  private void drainQueue(PoolId pool) {
    boolean busy = false;
    for (SimulatedNode node : nodes) {
      for (String slot : Workload.SLOTS) {
        while (claim(node, pool, slot)) {
          busy = true;
        }
      }
    }
    if (busy || ledger.counts(pool).getOrDefault(TaskState.PENDING_REVIEW, 0L) == 0) {
      return;
    }
    TaskFilter inReview =
        new TaskFilter(pool, Set.of(TaskState.PENDING_REVIEW), List.of(), null, null, 1_000, 0);
    for (TaskRecord task : ledger.tasks(inReview)) {
      ledger.approve(task.id()).orThrow();
      moved();
    }
  }

  private boolean allEnded() {
    boolean openAttempts =
        nodes.stream().anyMatch(node -> !ledger.openAttempts(node.name()).isEmpty());
    return !openAttempts && unended().isEmpty();
  }

  private List<TaskRecord> unended() {
    Set<TaskState> open =
        Set.of(TaskState.BLOCKED, TaskState.PENDING, TaskState.RUNNING, TaskState.PENDING_REVIEW);
    return ledger.tasks(new TaskFilter(null, open, List.of(), null, null, 10, 0));
  }

  private static void require(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new AssertionError(what.get());
    }
  }
}
