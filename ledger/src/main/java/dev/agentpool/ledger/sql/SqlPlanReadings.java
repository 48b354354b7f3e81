package dev.agentpool.ledger.sql;

import dev.agentpool.ledger.PlanReadings;
import dev.agentpool.ledger.StepCounts;
import dev.agentpool.ledger.moves.StepStanding;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Readings of plans in SQL. */
final class SqlPlanReadings implements PlanReadings {
  private final Statements sql;

  SqlPlanReadings(Statements sql) {
    this.sql = sql;
  }

  @Override
  public List<TaskId> dependencies(TaskId task) {
    return sql.list(
        "SELECT on_task FROM dependency WHERE task = ? ORDER BY position",
        row -> new TaskId(row.getString("on_task")),
        task.value());
  }

  @Override
  public Map<TaskId, List<TaskId>> dependencies(List<TaskId> tasks) {
    Map<TaskId, List<TaskId>> all = new HashMap<>();
    for (List<TaskId> some : Statements.portions(tasks)) {
      sql.list(
          "SELECT task, on_task FROM dependency WHERE task IN ("
              + Statements.places(some.size())
              + ") ORDER BY task, position",
          row ->
              all.computeIfAbsent(new TaskId(row.getString("task")), _ -> new ArrayList<>())
                  .add(new TaskId(row.getString("on_task"))),
          some.stream().map(TaskId::value).toArray());
    }
    return all;
  }

  @Override
  public List<TaskRecord> parents(PoolId pool, int limit, int offset) {
    return sql.list(
        Rows.SELECT_TASK
            + " WHERE t.pool = ? AND t.role = 'parent' ORDER BY t.n DESC LIMIT ? OFFSET ?",
        Rows::task,
        pool.value(),
        limit,
        offset);
  }

  @Override
  public long parentCount(PoolId pool) {
    return sql.first(
            "SELECT SUM(CASE facet WHEN 'all' THEN tasks ELSE -tasks END) AS tasks FROM task_tally"
                + " WHERE facet IN ('all', 'agent') AND value = '' AND pool = ?",
            row -> row.getLong("tasks"),
            pool.value())
        .orElse(0L);
  }

  @Override
  public Map<TaskId, List<TaskRecord>> steps(List<TaskId> parents) {
    Map<TaskId, List<TaskRecord>> steps = new HashMap<>();
    for (List<TaskId> some : Statements.portions(parents)) {
      sql.list(
          "SELECT t.*, w.prompt AS prompt, w.spec AS spec, d.task AS parent FROM dependency d"
              + " JOIN task p ON p.id = d.task JOIN task t ON t.id = d.on_task JOIN work w ON w.n ="
              + " t.n WHERE p.role = 'parent' AND t.role <> 'close' AND d.task IN ("
              + Statements.places(some.size())
              + ") ORDER BY d.task, d.position",
          row ->
              steps
                  .computeIfAbsent(new TaskId(row.getString("parent")), _ -> new ArrayList<>())
                  .add(Rows.task(row)),
          some.stream().map(TaskId::value).toArray());
    }
    return steps;
  }

  @Override
  public Map<TaskId, StepCounts> stepCounts(List<TaskId> parents) {
    Map<TaskId, StepCounts> counts = new HashMap<>();
    for (List<TaskId> some : Statements.portions(parents)) {
      sql.list(
          "SELECT d.task, t.state, t.outcome, t.fence FROM dependency d JOIN task t ON t.id ="
              + " d.on_task WHERE t.role <> 'close' AND d.task IN ("
              + Statements.places(some.size())
              + ")",
          row -> {
            String outcome = row.getString("outcome");
            StepCounts one =
                StepStanding.of(
                    TaskState.ofWireName(row.getString("state")),
                    outcome == null ? null : OutcomeCode.ofWireName(outcome),
                    row.getInt("fence"));
            return counts.merge(new TaskId(row.getString("task")), one, StepCounts::plus);
          },
          some.stream().map(TaskId::value).toArray());
    }
    return counts;
  }
}
