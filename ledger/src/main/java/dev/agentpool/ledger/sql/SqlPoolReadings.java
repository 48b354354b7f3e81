package dev.agentpool.ledger.sql;

import dev.agentpool.budget.Money;
import dev.agentpool.ledger.PoolReadings;
import dev.agentpool.ledger.Waiting;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.TaskState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Readings of pools in SQL. */
final class SqlPoolReadings implements PoolReadings {
  private final Statements sql;

  SqlPoolReadings(Statements sql) {
    this.sql = sql;
  }

  @Override
  public List<PoolRecord> pools() {
    return sql.list("SELECT * FROM pool ORDER BY id", Rows::pool);
  }

  @Override
  public Map<TaskState, Long> counts(PoolId pool) {
    Map<TaskState, Long> counts = new EnumMap<>(TaskState.class);
    for (TaskState state : TaskState.values()) {
      counts.put(state, 0L);
    }
    sql.list(
        "SELECT state, tasks FROM task_tally WHERE facet = 'agent' AND value = '' AND pool = ?",
        row -> counts.put(TaskState.ofWireName(row.getString("state")), row.getLong("tasks")),
        pool.value());
    return counts;
  }

  @Override
  public List<Waiting> waiting(PoolId pool) {
    return sql
        .list(
            "SELECT place = 'unpaid' AS for_money, provider, model, count(*) AS number, count(cap)"
                + " AS capped, coalesce(sum(CASE WHEN cap > booked THEN cap - booked ELSE 0 END),"
                + " 0) AS remaining FROM task WHERE pool = ? AND state = 'pending' GROUP BY place ="
                + " 'unpaid', provider, model",
            row ->
                new Waiting(
                    row.getBoolean("for_money"),
                    row.getString("provider"),
                    row.getString("model"),
                    row.getLong("number"),
                    row.getLong("capped"),
                    Columns.money(row, "remaining"),
                    null),
            pool.value())
        .stream()
        .map(waiting -> waiting.with(dearest(pool, waiting.model())))
        .toList();
  }

  private @Nullable Money dearest(PoolId pool, String model) {
    return new SqlAttempts(sql).dearest(pool, model, Waiting.HISTORY).orElse(null);
  }

  @Override
  public Set<String> pinnedSlots(PoolId pool) {
    return Set.copyOf(
        sql.list(
            "SELECT DISTINCT pinned FROM task"
                + " WHERE pool = ? AND pinned IS NOT NULL AND place <> 'nowhere'",
            row -> row.getString("pinned"),
            pool.value()));
  }
}
