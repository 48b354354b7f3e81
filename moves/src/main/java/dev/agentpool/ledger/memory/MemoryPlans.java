package dev.agentpool.ledger.memory;

import dev.agentpool.ledger.PlanReadings;
import dev.agentpool.ledger.StepCounts;
import dev.agentpool.ledger.books.DependencyBook;
import dev.agentpool.ledger.moves.StepStanding;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What waits for what, and plans by their steps, in collections. */
final class MemoryPlans implements DependencyBook, PlanReadings {
  private final MemoryTasks tasks;

  MemoryPlans(MemoryTasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public void add(TaskId task, List<TaskId> on, int awaited) {
    Row row = tasks.row(task);
    row.dependencies = List.copyOf(on);
    row.awaited = awaited;
    on.forEach(dependency -> tasks.row(dependency).dependents.add(task));
  }

  @Override
  public List<TaskId> of(TaskId task) {
    return tasks.row(task).dependencies;
  }

  @Override
  public List<TaskId> dependents(TaskId on) {
    return List.copyOf(tasks.row(on).dependents);
  }

  @Override
  public int met(TaskId task) {
    return --tasks.row(task).awaited;
  }

  @Override
  public List<TaskId> dependencies(TaskId task) {
    return tasks.rows.containsKey(task) ? of(task) : List.of();
  }

  @Override
  public Map<TaskId, List<TaskId>> dependencies(List<TaskId> waiting) {
    Map<TaskId, List<TaskId>> all = new HashMap<>();
    for (TaskId task : waiting) {
      if (!dependencies(task).isEmpty()) {
        all.put(task, dependencies(task));
      }
    }
    return all;
  }

  @Override
  public List<TaskRecord> parents(PoolId pool, int limit, int offset) {
    return tasks.rows.sequencedValues().reversed().stream()
        .map(row -> row.task)
        .filter(task -> task.spec().isParent() && task.pool().equals(pool))
        .skip(offset)
        .limit(limit)
        .toList();
  }

  @Override
  public long parentCount(PoolId pool) {
    return parents(pool, Integer.MAX_VALUE, 0).size();
  }

  @Override
  public Map<TaskId, List<TaskRecord>> steps(List<TaskId> parents) {
    Map<TaskId, List<TaskRecord>> all = new HashMap<>();
    parents.forEach(parent -> all.put(parent, stepsOf(parent)));
    return all;
  }

  private List<TaskRecord> stepsOf(TaskId parent) {
    return dependencies(parent).stream()
        .map(id -> tasks.find(id).orElseThrow())
        .filter(step -> step.spec().part().askedFor())
        .toList();
  }

  @Override
  public Map<TaskId, StepCounts> stepCounts(List<TaskId> parents) {
    Map<TaskId, StepCounts> counts = new HashMap<>();
    for (TaskId parent : parents) {
      StepCounts sum =
          stepsOf(parent).stream()
              .map(step ->
                  StepStanding.of(
                      step.state(),
                      step.result() == null ? null : step.result().outcome().code(),
                      step.fence()))
              .reduce(StepCounts.NONE, StepCounts::plus);
      counts.put(parent, sum);
    }
    return counts;
  }
}
