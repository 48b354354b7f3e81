package dev.agentpool.ledger.sql;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.ledger.FigureFilter;
import dev.agentpool.ledger.FigureReadings;
import dev.agentpool.ledger.Figures;
import dev.agentpool.ledger.SlotTotals;
import dev.agentpool.ledger.books.TaskMoney;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.PlanId;
import dev.agentpool.task.TaskId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What tasks and attempts come to: of a pool or a model out of sums that the moves keep, of a time
 * or tags by adding up an index. Lives inside one snapshot.
 */
final class SqlFigures implements FigureReadings {
  private final Statements sql;

  SqlFigures(Statements sql) {
    this.sql = sql;
  }

  /** Plans by their steps; two statements for each portion of ids, however many there are. */
  @Override
  public Map<TaskId, Cost> costs(List<TaskId> tasks) {
    Map<TaskId, Cost> costs = new HashMap<>();
    Map<String, TaskId> plans = new HashMap<>();
    for (List<TaskId> some : Statements.portions(tasks)) {
      sql.list(
          "SELECT id, plan, role, booked, held, certain, unsure FROM task WHERE id IN ("
              + Statements.places(some.size())
              + ")",
          row -> {
            TaskId id = new TaskId(row.getString("id"));
            String plan = row.getString("plan");
            if (row.getString("role").equals("parent") && plan != null) {
              plans.put(plan, id);
            }
            return costs.put(id, Rows.money(row).cost());
          },
          some.stream().map(TaskId::value).toArray());
    }
    for (List<String> some : Statements.portions(List.copyOf(plans.keySet()))) {
      sql.list(
          "SELECT plan, SUM(booked) AS booked, SUM(held) AS held, SUM(certain) AS certain,"
              + " SUM(unsure) AS unsure FROM task WHERE plan IS NOT NULL AND plan IN ("
              + Statements.places(some.size())
              + ") GROUP BY plan",
          row -> costs.put(plan(plans, row), Rows.money(row).cost()),
          some.toArray());
    }
    return costs;
  }

  private static TaskId plan(Map<String, TaskId> parents, ResultSet row) throws SQLException {
    String plan = row.getString("plan");
    TaskId parent = parents.get(plan);
    return parent == null ? new PlanId(plan).parent() : parent;
  }

  /** Reads the index of settled attempts and no attempt. */
  @Override
  public Map<String, SlotTotals> slotTotals(PoolId pool) {
    Map<String, SlotTotals> totals = new HashMap<>();
    sql.list(
        "SELECT slot, SUM(ended_well) AS completed, SUM(COALESCE(cost_known, cost_seen, 0)) AS"
            + " certain, SUM(COALESCE(cost_known, cost_unknown, 0)) AS booked, COUNT(cost_unknown)"
            + " AS unsure FROM attempt WHERE pool = ? AND settled = 1 AND closing = 0 GROUP BY"
            + " slot",
        row ->
            totals.put(
                row.getString("slot"),
                new SlotTotals(
                    row.getLong("completed"),
                    new TaskMoney(
                            Columns.money(row, "booked"),
                            Money.ZERO,
                            Columns.money(row, "certain"),
                            row.getLong("unsure"))
                        .cost())),
        pool.value());
    return totals;
  }

  @Override
  public Figures figures(FigureFilter filter) {
    boolean kept = filter.since() == null && filter.until() == null && filter.tags().isEmpty();
    return kept ? new KeptFigures(sql, filter).all() : new WalkedFigures(sql, filter).all();
  }
}
