package dev.agentpool.node.slot;

import dev.agentpool.budget.Cost;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.SlotTotals;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * What the slots of a pool have done: read from the ledger when somebody first asks, and kept up
 * from then on, so that looking costs nothing.
 */
final class Tallies {
  private final Ledger ledger;
  private final PoolId pool;
  // settling reads, loading writes: an attempt is counted by the one or by the other
  private final ReentrantReadWriteLock loading = new ReentrantReadWriteLock();
  private volatile @Nullable Map<String, SlotTotals> totals; // guarded by loading

  Tallies(Ledger ledger, PoolId pool) {
    this.ledger = ledger;
    this.pool = pool;
  }

  /**
   * Settles in the ledger, and counts what that took.
   *
   * @param running as it was claimed
   */
  Reply<TaskRecord> settle(String slot, TaskRecord running, TaskResult result) {
    loading.readLock().lock();
    try {
      Reply<TaskRecord> reply = ledger.settle(running.attempt(), result);
      Map<String, SlotTotals> known = totals;
      if (known != null && wasBooked(reply) && running.spec().part().askedFor()) {
        if (booked(reply, result).atMost().isEmpty()) {
          totals = null; // a late result whose bound only the ledger knows: read anew
          return reply;
        }
        known.compute(
            slot,
            (_, before) ->
                (before == null ? SlotTotals.NONE : before)
                    .plus(result.outcome().success(), booked(reply, result)));
      }
      return reply;
    } finally {
      loading.readLock().unlock();
    }
  }

  private static boolean wasBooked(Reply<TaskRecord> reply) {
    return switch (reply) {
      case Reply.Done<TaskRecord> _ -> true;
      case Reply.Refused<TaskRecord> refused ->
          refused.refusal().code() == Refusal.Code.STALE_ATTEMPT;
    };
  }

  /** As the ledger booked it: an unknown cost with its bound. */
  private static Cost booked(Reply<TaskRecord> reply, TaskResult result) {
    return reply instanceof Reply.Done<TaskRecord> done && done.value().result() != null
        ? done.value().result().cost()
        : result.cost();
  }

  SlotTotals of(String slot) {
    Map<String, SlotTotals> known = totals;
    return (known == null ? load() : known).getOrDefault(slot, SlotTotals.NONE);
  }

  private Map<String, SlotTotals> load() {
    loading.writeLock().lock();
    try {
      Map<String, SlotTotals> known = totals;
      if (known == null) {
        known = new ConcurrentHashMap<>(ledger.slotTotals(pool));
        totals = known;
      }
      return known;
    } finally {
      loading.writeLock().unlock();
    }
  }
}
