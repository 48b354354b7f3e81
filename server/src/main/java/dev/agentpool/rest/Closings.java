package dev.agentpool.rest;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The tasks that only finish the workspace of a plan: nobody asked for them, so no list and no
 * count tells of them. Which they are never changes, so each task is looked at once. Thread-safe.
 */
public final class Closings {
  private static final int PAGE = 200;
  private static final int AT_ONCE = 500;
  private final Ledger ledger;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<PoolId, Seen> pools = new HashMap<>(); // guarded by lock

  /** How many tasks of a pool were looked at, the oldest first, and which of them are closings. */
  private static final class Seen {
    private long tasks;
    private final List<TaskId> closings = new ArrayList<>();
  }

  Closings(Ledger ledger) {
    this.ledger = ledger;
  }

  /** How many tasks the pool has in each state, without its closings. */
  Map<TaskState, Long> counts(PoolId pool) {
    Map<TaskState, Long> counts = new EnumMap<>(TaskState.class);
    lock.lock();
    try {
      Seen seen = pools.computeIfAbsent(pool, _ -> new Seen());
      counts.putAll(ledger.counts(pool));
      long total = counts.values().stream().mapToLong(Long::longValue).sum();
      look(pool, seen, total - seen.tasks);
      seen.tasks = total;
      for (int i = 0; i < seen.closings.size(); i += AT_ONCE) {
        ledger
            .states(seen.closings.subList(i, Math.min(i + AT_ONCE, seen.closings.size())))
            .values()
            .forEach(state -> counts.merge(state, -1L, Long::sum));
      }
    } finally {
      lock.unlock();
    }
    counts.replaceAll((_, count) -> Math.max(0, count)); // the states are read after the counts
    return counts;
  }

  /** Looks at the newest tasks, so many; what comes meanwhile only shifts them. */
  private void look(PoolId pool, Seen seen, long fresh) {
    Set<TaskId> looked = new HashSet<>();
    for (int offset = 0; looked.size() < fresh; offset += PAGE) {
      List<TaskRecord> page =
          ledger.tasks(new TaskFilter(pool, Set.of(), List.of(), null, null, PAGE, offset));
      for (TaskRecord task : page) {
        if (looked.add(task.id())
            && task.spec().isClosing()
            && !seen.closings.contains(task.id())) {
          seen.closings.add(task.id());
        }
      }
      if (page.size() < PAGE) {
        return;
      }
    }
  }
}
