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
import dev.agentpool.task.TaskState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Figures over tasks, added up by the database out of indexes that hold all they need: of ended
 * tasks no row is read. Lives inside one snapshot.
 */
final class SqlFigures implements FigureReadings {
  private static final String ENDED =
      "state IN ('completed', 'failed', 'cancelled', 'pending_review')";
  private static final List<TaskState> ENDED_STATES =
      List.of(TaskState.COMPLETED, TaskState.FAILED, TaskState.CANCELLED, TaskState.PENDING_REVIEW);
  private static final String TIMED = "elapsed > 0 AND state IN ('completed', 'pending_review')";
  private static final String OPEN = "state IN ('blocked', 'pending', 'running')";
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
    List<Figures.Group> groups = new ArrayList<>(groups(filter, OPEN));
    for (TaskState state : ENDED_STATES) {
      // each by itself comes out of the index in the order of its groups: nothing is sorted
      groups.addAll(groups(filter, ENDED + " AND state = '" + state.wireName() + "'"));
    }
    return new Figures(groups, median(filter, groups));
  }

  private List<Figures.Group> groups(FigureFilter filter, String states) {
    List<@Nullable Object> arguments = new ArrayList<>();
    String where = where(filter, states, arguments);
    return sql.list(
        "SELECT used, configured, state, COUNT(*) AS tasks, SUM(booked) AS booked, SUM(held) AS"
            + " held, SUM(certain) AS certain, SUM(unsure) AS unsure, MAX(certain) AS"
            + " dearest_least, MAX(booked + held) AS dearest_most, MAX(CASE WHEN unsure > 0 THEN"
            + " booked + held END) AS unsure_most, COUNT(CASE WHEN elapsed > 0 THEN 1 END) AS"
            + " timed, SUM(elapsed) AS millis, MAX(elapsed) AS longest, COALESCE(MIN(CASE WHEN"
            + " elapsed > 0 THEN elapsed END), 0) AS shortest, SUM(turns) AS turns, MIN(created_at)"
            + " AS first_at FROM task"
            + where
            + " GROUP BY state, used, configured",
        SqlFigures::group,
        arguments.toArray());
  }

  private static Figures.Group group(ResultSet row) throws SQLException {
    TaskMoney sum =
        new TaskMoney(
            Columns.money(row, "booked"),
            Columns.money(row, "held"),
            Columns.money(row, "certain"),
            row.getLong("unsure"));
    return new Figures.Group(
        row.getString("used"),
        row.getString("configured"),
        TaskState.ofWireName(row.getString("state")),
        row.getLong("tasks"),
        sum.cost(),
        dearest(row),
        row.getLong("timed"),
        row.getLong("millis"),
        row.getLong("longest"),
        row.getLong("shortest"),
        row.getLong("turns"),
        Columns.time(row, "first_at"));
  }

  /** An unknown one counts with both its bounds: it may or may not be the dearest. */
  private static Cost dearest(ResultSet row) throws SQLException {
    Money least = Columns.money(row, "dearest_least");
    Money most = Columns.money(row, "dearest_most");
    Money unsure = Columns.moneyOrNull(row, "unsure_most");
    return unsure == null || !unsure.isMoreThan(least)
        ? Cost.known(least)
        : new Cost.Unknown(least, most);
  }

  private double median(FigureFilter filter, List<Figures.Group> groups) {
    long timed =
        groups.stream().filter(Figures.Group::isDone).mapToLong(Figures.Group::timed).sum();
    if (timed == 0) {
      return 0;
    }
    List<@Nullable Object> arguments = new ArrayList<>();
    String where = where(filter, TIMED, arguments);
    arguments.add(timed % 2 == 0 ? 2 : 1);
    arguments.add((timed - 1) / 2);
    return sql
        .list(
            "SELECT elapsed FROM task"
                + where
                + " AND elapsed > 0 AND state IN ('completed', 'pending_review') ORDER BY elapsed"
                + " LIMIT ? OFFSET ?",
            row -> row.getLong("elapsed"),
            arguments.toArray())
        .stream()
        .mapToLong(Long::longValue)
        .average()
        .orElse(0);
  }

  private static String where(
      FigureFilter filter, String states, List<@Nullable Object> arguments) {
    StringBuilder where =
        new StringBuilder(" WHERE role = 'agent' AND pool = ? AND ").append(states);
    arguments.add(filter.pool().value());
    if (filter.since() != null) {
      where.append(" AND created_at >= ?");
      arguments.add(Columns.microsWithin(filter.since()));
    }
    if (filter.until() != null) {
      where.append(" AND created_at < ?");
      arguments.add(Columns.microsWithin(filter.until()));
    }
    if (filter.model() != null) {
      where.append(" AND (used = ? OR configured = ?)");
      arguments.add(Columns.storable(filter.model()));
      arguments.add(Columns.storable(filter.model()));
    }
    if (!filter.tags().isEmpty()) {
      where
          .append(" AND n IN (SELECT g.n FROM task_tag g WHERE g.pool = ? AND g.tag IN (")
          .append(Statements.places(filter.tags().size()))
          .append("))");
      arguments.add(filter.pool().value());
      filter.tags().forEach(tag -> arguments.add(Columns.storable(tag)));
    }
    return where.toString();
  }
}
