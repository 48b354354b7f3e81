package dev.agentpool.ledger;

import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import java.util.List;
import java.util.Map;

/** What the ledger tells of plans: of the tasks that stand for them, and of what waits for what. */
public interface PlanReadings {
  List<TaskId> dependencies(TaskId task);

  /** The same of many tasks at once; one that waits for nothing is absent. */
  Map<TaskId, List<TaskId>> dependencies(List<TaskId> tasks);

  /** Tasks that stand for a plan, newest first. */
  List<TaskRecord> parents(PoolId pool, int limit, int offset);

  long parentCount(PoolId pool);

  /**
   * The steps of many plans in their order, without what finishes their workspaces, by the tasks
   * that stand for them; of what stands for no plan nothing.
   */
  Map<TaskId, List<TaskRecord>> steps(List<TaskId> parents);

  default List<TaskRecord> steps(TaskId parent) {
    return steps(List.of(parent)).getOrDefault(parent, List.of());
  }

  /** How the steps of many plans stand, by the tasks that stand for them. */
  Map<TaskId, StepCounts> stepCounts(List<TaskId> parents);
}
