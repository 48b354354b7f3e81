package dev.agentpool.ledger.sql;

import dev.agentpool.ledger.books.PoolBook;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import java.util.Optional;

/** The pools in SQL. */
final class SqlPools implements PoolBook {
  private final Statements sql;
  private final TaskCounts before;
  private final TaskCounts counts;

  /**
   * @param before what moves before this one changed in the same transaction
   */
  SqlPools(Statements sql, TaskCounts before, TaskCounts counts) {
    this.sql = sql;
    this.before = before;
    this.counts = counts;
  }

  @Override
  public Optional<PoolRecord> find(PoolId pool) {
    return sql.first("SELECT * FROM pool WHERE id = ?", Rows::pool, pool.value());
  }

  @Override
  public void put(PoolRecord pool) {
    sql.update(
        "INSERT INTO pool (id, name, directory, cap_pool, cap_day, cap_task, cap_pool_tokens,"
            + " cap_pool_turns, cap_day_tokens, cap_day_turns) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?,"
            + " ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, directory ="
            + " excluded.directory, cap_pool = excluded.cap_pool, cap_day = excluded.cap_day,"
            + " cap_task = excluded.cap_task, cap_pool_tokens = excluded.cap_pool_tokens,"
            + " cap_pool_turns = excluded.cap_pool_turns, cap_day_tokens ="
            + " excluded.cap_day_tokens, cap_day_turns = excluded.cap_day_turns",
        pool.id().value(),
        pool.name(),
        pool.directory(),
        Columns.microsOrNull(pool.caps().pool()),
        Columns.microsOrNull(pool.caps().day()),
        Columns.microsOrNull(pool.caps().task()),
        pool.caps().whole().tokens(),
        pool.caps().whole().turns(),
        pool.caps().daily().tokens(),
        pool.caps().daily().turns());
  }

  @Override
  public long openTasks(PoolId pool) {
    return before.openChange(pool.value())
        + counts.openChange(pool.value())
        + sql.first(
                "SELECT sum(tasks) AS open FROM task_tally WHERE facet = 'all' AND value = '' AND"
                    + " pool = ? AND state NOT IN ('completed', 'failed', 'cancelled')",
                row -> row.getLong("open"),
                pool.value())
            .orElse(0L);
  }
}
