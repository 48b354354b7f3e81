package dev.agentpool.node;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.Cost;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.space.Drained;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.node.slot.PoolRunner;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskState;
import dev.agentpool.time.StopPatience;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/**
 * Brings pools to rest, and lets them go on (spec slot-pool 7.10). That a pool is drained is a note
 * in the ledger, so it stays drained over a restart. Thread-safe.
 */
public final class Drains {
  private final Ledger ledger;
  private final Node node;
  private final Map<PoolId, UnderWay> underWay = new ConcurrentHashMap<>();
  private final List<BiConsumer<PoolId, DrainSummary>> listeners = new CopyOnWriteArrayList<>();

  /** How long a drain waits when nobody says: as long as it takes, within reason. */
  public static final Duration DEADLINE = Duration.ofDays(7);

  /**
   * For a busy machine to end what was cancelled, beyond what the attempts themselves are given.
   */
  private static final Duration SLACK = Duration.ofSeconds(30);

  private record UnderWay(CompletableFuture<DrainSummary> summary, StopPatience patience) {}

  public Drains(Node node) {
    this.ledger = node.parts().ledger();
    this.node = node;
  }

  /**
   * How a pool stands after its drain.
   *
   * @param totalCost what it spent in its whole life
   * @param totalTasksCompleted in its whole life
   * @param cancelled tasks that this drain cancelled, pending ones and those of the deadline
   * @param stillPending tasks that wait in the ledger for a resume
   * @param timedOut whether something still ran at the deadline
   */
  public record DrainSummary(
      Cost totalCost,
      long totalTasksCompleted,
      long cancelled,
      long stillPending,
      boolean timedOut) {}

  /** Hears of every drain that is over, before its caller does. */
  public void onDrained(BiConsumer<PoolId, DrainSummary> listener) {
    listeners.add(listener);
  }

  /**
   * Closes the pool for submissions and claims, waits for what runs, cancels what still runs at the
   * deadline, ends every session. A second call meanwhile joins the first one and has its summary;
   * it may shorten the deadline and cancel what has not begun. A later one finds little to do. When
   * the caller is interrupted, the drain goes on. Plans stay open: their steps to come wait for a
   * resume.
   *
   * @param deadline for the tasks that run; zero cancels them at once
   * @param cancelPending whether tasks that have not begun are cancelled too, with the plans they
   *     are steps of
   * @throws IllegalArgumentException when the pool is not open here
   */
  public DrainSummary drain(PoolId pool, Duration deadline, boolean cancelPending)
      throws InterruptedException {
    PoolRunner runner = node.runner(pool);
    UnderWay mine =
        new UnderWay(new CompletableFuture<>(), new StopPatience(node.parts().awake(), deadline));
    UnderWay first = underWay.putIfAbsent(pool, mine);
    if (first == null) {
      Thread.ofVirtual().name("drain-" + pool).start(() -> complete(mine, runner, cancelPending));
    } else {
      first.patience().atMost(deadline);
      if (cancelPending) {
        new Unrest(ledger, runner).cancelWaiting();
      }
    }
    try {
      return (first == null ? mine : first).summary().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException("the drain of " + pool + " broke", e.getCause());
    }
  }

  private void complete(UnderWay mine, PoolRunner runner, boolean cancelPending) {
    try {
      DrainSummary summary = drainNow(runner, mine.patience(), cancelPending);
      listeners.forEach(listener -> listener.accept(runner.id(), summary));
      underWay.remove(runner.id(), mine);
      mine.summary().complete(summary);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      underWay.remove(runner.id(), mine);
      mine.summary()
          .completeExceptionally(new IllegalStateException("the drain was interrupted", e));
    } catch (RuntimeException | Error e) {
      underWay.remove(runner.id(), mine);
      mine.summary().completeExceptionally(e);
    }
  }

  private DrainSummary drainNow(PoolRunner runner, StopPatience patience, boolean cancelPending)
      throws InterruptedException {
    PoolId pool = runner.id();
    if (!runner.drained()) {
      Drained.SPACE.in(ledger).put(pool, Drained.KEY, ledger.now()).orThrow();
      runner.followNotes();
    }
    Unrest unrest = new Unrest(ledger, runner);
    int cancelled = cancelPending ? unrest.cancelWaiting() : 0;
    boolean inTime = unrest.awaitQuiet(patience);
    if (!inTime) {
      NodeParts.Timings timings = node.parts().timings();
      cancelled +=
          unrest.cancelUntilQuiet(
              new StopPatience(
                  node.parts().awake(),
                  timings
                      .interruptPatience()
                      .plus(timings.endPatience().multipliedBy(2))
                      .plus(SLACK)));
    }
    if (runner.drained()) {
      endSessions(runner);
    }
    return summary(pool, cancelled, !inTime);
  }

  /**
   * All at once: each may need its whole patience. A slot still busy ends its own when it rests.
   */
  private static void endSessions(PoolRunner runner) {
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      runner.slots().forEach(slot -> all.execute(slot::reset));
    }
  }

  private DrainSummary summary(PoolId pool, int cancelled, boolean timedOut) {
    Map<TaskState, Long> counts = ledger.counts(pool);
    Cost spent =
        ledger.ownAccounts(pool).stream().findFirst().map(Account::cost).orElse(Cost.NOTHING);
    return new DrainSummary(
        spent,
        counts.getOrDefault(TaskState.COMPLETED, 0L),
        cancelled,
        counts.getOrDefault(TaskState.PENDING, 0L) + counts.getOrDefault(TaskState.BLOCKED, 0L),
        timedOut);
  }

  /** Opens a drained pool again; returns whether it was drained. */
  public boolean resume(PoolId pool) {
    PoolRunner runner = node.runner(pool);
    boolean was = Drained.SPACE.in(ledger).remove(pool, Drained.KEY);
    runner.followNotes();
    return was;
  }

  /** Whether nothing runs in a drained pool; a plan that waits for a resume does not count. */
  public boolean isAtRest(PoolId pool) {
    PoolRunner runner = node.runner(pool);
    return runner.drained() && new Unrest(ledger, runner).isQuiet();
  }

  /** Whether the pool takes no work until it is resumed. */
  public boolean isDrained(PoolId pool) {
    return node.runner(pool).drained();
  }
}
