package dev.agentpool.node;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import dev.agentpool.time.AwakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fails tasks that wait for a slot for longer than their pool allows (spec slot-pool 2.1, 2.7,
 * 2.10). Pools that say nothing let them wait for as long as it takes. The time that a task waited
 * before it was first seen here is told by the ledger; from then on only time counts in which the
 * machine was awake. For one thread.
 */
final class WaitLimit {
  private static final int MOST = 10_000;
  private final Ledger ledger;
  private final AwakeTime awake;
  private Map<Wait, Long> waits = new HashMap<>(); // since when, in awake nanoseconds
  private Map<Wait, Long> waiting = new HashMap<>(); // those of this look

  private record Wait(TaskId task, Instant since) {}

  WaitLimit(Ledger ledger, AwakeTime awake) {
    this.ledger = ledger;
    this.awake = awake;
  }

  /** Looks at all pools. */
  void look(List<PoolConfig> pools) {
    waiting = new HashMap<>();
    pools.forEach(this::look);
    waits = waiting;
  }

  private void look(PoolConfig pool) {
    Optional<Integer> seconds =
        pool.project().over(pool.user()).find(SettingKeys.SLOT_ASSIGNMENT_TIMEOUT_SECS);
    if (seconds.isEmpty()) {
      return;
    }
    Duration limit = Duration.ofSeconds(seconds.get());
    TaskFilter pending =
        new TaskFilter(pool.id(), Set.of(TaskState.PENDING), List.of(), null, null, MOST, 0);
    for (TaskRecord task : ledger.tasks(pending)) {
      if (waited(new Wait(task.id(), waitsSince(task))).compareTo(limit) >= 0) {
        ledger.giveUpWaiting(task.id(), "no slot available after waiting " + seconds.get() + "s");
      }
    }
  }

  private Duration waited(Wait wait) {
    Long since = waits.get(wait);
    if (since == null) {
      since = awake.nanos() - Duration.between(wait.since(), ledger.now()).toNanos();
    }
    waiting.put(wait, since);
    return awake.since(since);
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
