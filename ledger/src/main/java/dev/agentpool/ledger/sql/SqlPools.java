package dev.agentpool.ledger.sql;

import dev.agentpool.ledger.books.PoolBook;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The pools in SQL, with how many tasks of each are in which state. */
final class SqlPools implements PoolBook {
  private final Statements sql;
  private final Map<PoolId, Map<TaskState, Long>> changes = new HashMap<>();

  SqlPools(Statements sql) {
    this.sql = sql;
  }

  @Override
  public Optional<PoolRecord> find(PoolId pool) {
    return sql.first("SELECT * FROM pool WHERE id = ?", Rows::pool, pool.value());
  }

  @Override
  public void put(PoolRecord pool) {
    sql.update(
        "INSERT INTO pool (id, name, directory, cap_pool, cap_day, cap_task) VALUES (?, ?, ?, ?, ?,"
            + " ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, directory ="
            + " excluded.directory, cap_pool = excluded.cap_pool, cap_day = excluded.cap_day,"
            + " cap_task = excluded.cap_task",
        pool.id().value(),
        pool.name(),
        pool.directory(),
        Columns.microsOrNull(pool.caps().pool()),
        Columns.microsOrNull(pool.caps().day()),
        Columns.microsOrNull(pool.caps().task()));
  }

  @Override
  public long openTasks(PoolId pool) {
    long stored =
        sql.first(
                "SELECT sum(tasks) AS open FROM task_count WHERE pool = ?"
                    + " AND state NOT IN ('completed', 'failed', 'cancelled')",
                row -> row.getLong("open"),
                pool.value())
            .orElse(0L);
    long changed = 0;
    for (Map.Entry<TaskState, Long> change : changes.getOrDefault(pool, Map.of()).entrySet()) {
      changed += change.getKey().terminal() ? 0 : change.getValue();
    }
    return stored + changed;
  }

  /** A task came into a state, or went out of it; written by {@link #finish}. */
  void count(TaskRecord task, TaskState state, long by) {
    if (task.spec().isClosing()) {
      return; // nobody asked for it
    }
    changes.computeIfAbsent(task.pool(), _ -> new HashMap<>()).merge(state, by, Long::sum);
  }

  void finish() {
    for (Map.Entry<PoolId, Map<TaskState, Long>> ofPool : changes.entrySet()) {
      for (Map.Entry<TaskState, Long> change : ofPool.getValue().entrySet()) {
        if (change.getValue() != 0) {
          sql.update(
              "INSERT INTO task_count (pool, state, tasks) VALUES (?, ?, ?) ON CONFLICT (pool,"
                  + " state) DO UPDATE SET tasks = task_count.tasks + excluded.tasks",
              ofPool.getKey().value(),
              change.getKey().wireName(),
              change.getValue());
        }
      }
    }
  }
}
