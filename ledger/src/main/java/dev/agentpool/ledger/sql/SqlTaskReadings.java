package dev.agentpool.ledger.sql;

import dev.agentpool.ledger.TaskReadings;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.PlanId;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Readings of tasks in SQL. */
final class SqlTaskReadings implements TaskReadings {
  private final Statements sql;

  SqlTaskReadings(Statements sql) {
    this.sql = sql;
  }

  @Override
  public Optional<TaskRecord> task(TaskId id) {
    return sql.first(Rows.SELECT_TASK + " WHERE t.id = ?", Rows::task, id.value());
  }

  @Override
  public Map<TaskId, TaskState> states(List<TaskId> tasks) {
    Map<TaskId, TaskState> states = new HashMap<>();
    for (List<TaskId> some : Statements.portions(tasks)) {
      sql.list(
          "SELECT id, state FROM task WHERE id IN (" + Statements.places(some.size()) + ")",
          row ->
              states.put(
                  new TaskId(row.getString("id")), TaskState.ofWireName(row.getString("state"))),
          some.stream().map(TaskId::value).toArray());
    }
    return states;
  }

  /** Newest first: by the number under which they were admitted, so the order never changes. */
  @Override
  public List<TaskRecord> tasks(TaskFilter filter) {
    List<@Nullable Object> arguments = new ArrayList<>();
    StringBuilder select = new StringBuilder(Rows.SELECT_TASK);
    if (filter.pool() != null && !filter.states().isEmpty()) {
      // Each state by itself reads no more of its index than the page needs; together the planner
      // would walk the whole pool.
      List<String> parts = new ArrayList<>();
      for (TaskState state : filter.states()) {
        parts.add(
            "SELECT n FROM (SELECT t.n FROM task t"
                + where(filter, Set.of(state), arguments)
                + " ORDER BY t.n DESC LIMIT ?) AS of_"
                + state.wireName());
        arguments.add((long) filter.offset() + filter.limit());
      }
      select.append(" WHERE t.n IN (").append(String.join(" UNION ALL ", parts)).append(')');
    } else {
      select.append(where(filter, filter.states(), arguments));
    }
    arguments.add(filter.limit());
    arguments.add(filter.offset());
    return sql.list(
        select.append(" ORDER BY t.n DESC LIMIT ? OFFSET ?").toString(),
        Rows::task,
        arguments.toArray());
  }

  /** The condition of a filter on these states; adds its arguments. */
  private static String where(
      TaskFilter filter, Set<TaskState> states, List<@Nullable Object> arguments) {
    StringBuilder where = new StringBuilder(" WHERE t.role <> 'close'");
    PoolId pool = filter.pool();
    if (pool != null) {
      where.append(" AND t.pool = ?");
      arguments.add(pool.value());
    }
    if (!states.isEmpty()) {
      where.append(
          states.size() == 1
              ? " AND t.state = ?"
              : " AND t.state IN (" + Statements.places(states.size()) + ")");
      states.forEach(state -> arguments.add(state.wireName()));
    }
    if (!filter.tags().isEmpty()) {
      where
          .append(" AND t.n IN (SELECT g.n FROM task_tag g WHERE g.tag IN (")
          .append(Statements.places(filter.tags().size()))
          .append("))");
      filter.tags().forEach(tag -> arguments.add(Columns.storable(tag)));
    }
    if (filter.slot() != null) {
      where.append(" AND t.slot = ?");
      arguments.add(filter.slot());
    }
    PlanId plan = filter.plan();
    if (plan != null) {
      where.append(" AND t.plan = ?");
      arguments.add(plan.value());
    }
    return where.toString();
  }

  @Override
  public long count(TaskFilter filter) {
    List<@Nullable Object> arguments = new ArrayList<>();
    String where = where(filter, filter.states(), arguments);
    return sql.first(
            "SELECT COUNT(*) AS tasks FROM task t" + where,
            row -> row.getLong("tasks"),
            arguments.toArray())
        .orElse(0L);
  }
}
