package dev.agentpool.testkit.simulation;

import dev.agentpool.budget.Money;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Reply;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.testkit.SettableClock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A node that does nothing by itself: each of its moves is made when a test makes it, so a test
 * says what happens between two of them, and with a {@link SettableClock} also when. It runs no
 * agents; what a task brings is what the test settles it with. Thread-safe, so that many threads
 * may crank it.
 */
public final class HandCrankedNode {
  private final Ledger ledger;
  private final PoolId pool;
  private final String name;
  private final Duration lease;
  private final Money estimate;
  private final Set<AttemptKey> running = new LinkedHashSet<>();

  /** With a lease of one minute and a cent for each task. */
  public HandCrankedNode(Ledger ledger, PoolId pool, String name) {
    this(ledger, pool, name, Duration.ofMinutes(1), Money.ofMicros(10_000));
  }

  /**
   * @param lease how long a claim is good without {@link #renew}
   * @param estimate what is set aside for a task without a cap and without history
   */
  public HandCrankedNode(Ledger ledger, PoolId pool, String name, Duration lease, Money estimate) {
    this.ledger = ledger;
    this.pool = pool;
    this.name = name;
    this.lease = lease;
    this.estimate = estimate;
  }

  /** What its slot asks the ledger. */
  public ClaimRequest request(String slot, String... pausedProviders) {
    return new ClaimRequest(
        name, pool, slot, lease, Set.of(pausedProviders), "scripted", estimate, 1.5);
  }

  /** Takes the next task for {@code slot-0}; empty when there is none. */
  public Optional<ClaimReply.Claimed> claim() {
    return claim("slot-0");
  }

  public Optional<ClaimReply.Claimed> claim(String slot) {
    if (ledger.claim(request(slot)) instanceof ClaimReply.Claimed claimed) {
      synchronized (running) {
        running.add(claimed.attempt());
      }
      return Optional.of(claimed);
    }
    return Optional.empty();
  }

  /** Ends an attempt with what it brought; refused when it is not current any more. */
  public Reply<TaskRecord> settle(AttemptKey attempt, TaskResult result) {
    Reply<TaskRecord> reply = ledger.settle(attempt, result);
    synchronized (running) {
      running.remove(attempt);
    }
    return reply;
  }

  /**
   * Takes the next task and ends it at once; throws {@link java.util.NoSuchElementException} when
   * there is none.
   */
  public TaskRecord runOne(TaskResult result) {
    return settle(claim().orElseThrow().attempt(), result).orThrow();
  }

  /** Runs what there is until nothing is left; returns how much that was. */
  public int runAll(String slot, TaskResult result) {
    int done = 0;
    for (Optional<ClaimReply.Claimed> next = claim(slot); next.isPresent(); next = claim(slot)) {
      settle(next.get().attempt(), result).orThrow();
      done++;
    }
    return done;
  }

  /** Prolongs its leases; forgets and returns what is not its own any more. */
  public List<AttemptKey> renew() {
    List<AttemptKey> lost = ledger.renew(name, running(), lease);
    synchronized (running) {
      lost.forEach(running::remove);
    }
    return lost;
  }

  /** What it believes to run. */
  public List<AttemptKey> running() {
    synchronized (running) {
      return List.copyOf(running);
    }
  }

  /** Forgets everything, as a killed daemon does; the ledger is not told. */
  public void crash() {
    synchronized (running) {
      running.clear();
    }
  }

  /** Comes back with what the ledger knows of it. */
  public void restart() {
    synchronized (running) {
      running.clear();
      ledger.openAttempts(name).forEach(attempt -> running.add(attempt.key()));
    }
  }
}
