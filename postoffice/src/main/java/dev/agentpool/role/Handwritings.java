package dev.agentpool.role;

import dev.agentpool.knowledge.Handwriting;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Who may have edited a file by hand: a person, unless a session of the pool ran at that time,
 * whose agent may have had a shell.
 */
final class Handwritings {
  private static final int LATELY = 200;
  private static final Duration ROUGHLY = Duration.ofSeconds(5);
  private final Ledger ledger;

  Handwritings(Ledger ledger) {
    this.ledger = ledger;
  }

  Handwriting of(PoolId pool) {
    return (_, modified) -> tasks(pool).stream().noneMatch(task -> ran(task, modified));
  }

  private List<TaskRecord> tasks(PoolId pool) {
    return ledger.tasks(new TaskFilter(pool, Set.of(), List.of(), null, null, LATELY, 0));
  }

  private static boolean ran(TaskRecord task, Instant at) {
    Instant started = task.startedAt();
    Instant finished = task.finishedAt();
    return started != null
        && !at.isBefore(started.minus(ROUGHLY))
        && (finished == null || !at.isAfter(finished.plus(ROUGHLY)));
  }
}
