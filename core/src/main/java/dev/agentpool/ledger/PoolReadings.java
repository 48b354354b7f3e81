package dev.agentpool.ledger;

import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.TaskState;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the ledger tells of pools. */
public interface PoolReadings {
  List<PoolRecord> pools();

  /**
   * How many tasks there are in each state, also 0: those that an agent does. A plan's parent
   * counts as no task, its steps do; nor does what only finishes a workspace.
   */
  Map<TaskState, Long> counts(PoolId pool);

  /** The pool's pending tasks, those together that are alike. */
  List<Waiting> waiting(PoolId pool);

  /** The slots that pending tasks of the pool name as the only ones to take them. */
  Set<String> pinnedSlots(PoolId pool);
}
