package dev.agentpool.node;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Fails tasks that wait for a slot for longer than their pool allows (spec slot-pool 2.1, 2.7,
 * 2.10). Pools that say nothing let them wait for as long as it takes.
 */
final class WaitLimit {
  private static final int MOST = 10_000;
  private final Ledger ledger;

  WaitLimit(Ledger ledger) {
    this.ledger = ledger;
  }

  void look(PoolConfig pool) {
    Optional<Integer> seconds =
        pool.project().over(pool.user()).find(SettingKeys.SLOT_ASSIGNMENT_TIMEOUT_SECS);
    if (seconds.isEmpty()) {
      return;
    }
    Instant now = ledger.now();
    TaskFilter pending =
        new TaskFilter(pool.id(), Set.of(TaskState.PENDING), List.of(), null, null, MOST, 0);
    for (TaskRecord task : ledger.tasks(pending)) {
      if (!waitsSince(task).plus(Duration.ofSeconds(seconds.get())).isAfter(now)) {
        ledger.giveUpWaiting(task.id(), "no slot available after waiting " + seconds.get() + "s");
      }
    }
  }

  /** Since it was submitted, the last task it waited for ended, or its delay was over. */
  private Instant waitsSince(TaskRecord task) {
    Instant since = task.notBefore() == null ? task.createdAt() : task.notBefore();
    for (TaskId on : ledger.dependencies(task.id())) {
      Instant ended = ledger.task(on).map(TaskRecord::finishedAt).orElse(null);
      since = ended != null && ended.isAfter(since) ? ended : since;
    }
    return since;
  }
}
