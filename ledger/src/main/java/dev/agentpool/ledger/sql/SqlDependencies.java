package dev.agentpool.ledger.sql;

import dev.agentpool.ledger.books.DependencyBook;
import dev.agentpool.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits for what, in SQL. */
final class SqlDependencies implements DependencyBook {
  private final Statements sql;

  SqlDependencies(Statements sql) {
    this.sql = sql;
  }

  @Override
  public void add(TaskId task, List<TaskId> on, int awaited) {
    List<@Nullable Object[]> rows = new ArrayList<>(on.size());
    for (int i = 0; i < on.size(); i++) {
      rows.add(new @Nullable Object[] {task.value(), i, on.get(i).value()});
    }
    sql.updateAll("INSERT INTO dependency (task, position, on_task) VALUES (?, ?, ?)", rows);
    sql.update("UPDATE task SET awaited = ? WHERE id = ?", awaited, task.value());
  }

  @Override
  public List<TaskId> of(TaskId task) {
    return sql.list(
        "SELECT on_task FROM dependency WHERE task = ? ORDER BY position",
        row -> new TaskId(row.getString("on_task")),
        task.value());
  }

  @Override
  public List<TaskId> dependents(TaskId on) {
    return sql.list(
        "SELECT d.task FROM dependency d JOIN task t ON t.id = d.task WHERE d.on_task = ? ORDER BY"
            + " t.n",
        row -> new TaskId(row.getString("task")),
        on.value());
  }

  @Override
  public int met(TaskId task) {
    sql.update("UPDATE task SET awaited = awaited - 1 WHERE id = ?", task.value());
    return sql.first(
            "SELECT awaited FROM task WHERE id = ?", row -> row.getInt("awaited"), task.value())
        .orElseThrow();
  }
}
