package dev.agentpool.engine;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a person has looked at. A task that has ended is seen when its result was asked for, by
 * whichever face, or when it was said to be; what runs inside a session sees nothing. Thread-safe.
 */
public final class Sights {
  private final Ledger ledger;

  public Sights(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Its result is told. A ledger that cannot be written does not keep it from being so. */
  public void told(TaskRecord task) {
    if (!task.isToBeSeen()) {
      return;
    }
    try {
      if (ledger.isUnseen(task.id())) {
        ledger.seen(task.pool(), List.of(task.id()));
      }
    } catch (LedgerException later) {
      // it is listed as unseen until somebody looks again
    }
  }

  /** Throws {@link Refused} for a task that is not there; returns how many are seen by this. */
  public int seen(List<TaskId> tasks) {
    return tasks.stream()
        .map(id -> ledger.task(id).orElseThrow(() -> Refused.notFound("task", id.value())))
        .collect(
            Collectors.groupingBy(
                TaskRecord::pool, Collectors.mapping(TaskRecord::id, Collectors.toList())))
        .entrySet()
        .stream()
        .mapToInt(of -> ledger.seen(of.getKey(), of.getValue()))
        .sum();
  }

  /** All of a pool. */
  public int all(PoolId pool) {
    return ledger.seen(pool, List.of());
  }
}
