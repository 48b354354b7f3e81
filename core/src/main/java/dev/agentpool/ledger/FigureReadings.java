package dev.agentpool.ledger;

import dev.agentpool.budget.Cost;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import java.util.List;
import java.util.Map;

/** What tasks and attempts come to; no reading here tells one by itself. */
public interface FigureReadings {
  /** What the tasks of a pool come to. */
  Figures figures(FigureFilter filter);

  /**
   * What all attempts of each task came to; of a task that stands for a plan, those of all tasks of
   * the plan. Unknown ids are absent.
   */
  Map<TaskId, Cost> costs(List<TaskId> tasks);

  /** What each slot's settled attempts come to; a slot without any is absent. */
  Map<String, SlotTotals> slotTotals(PoolId pool);
}
