package dev.agentpool.ledger.sql;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.ledger.FigureFilter;
import dev.agentpool.ledger.Figures;
import dev.agentpool.task.TaskState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a time, or of tags, added up by the database: of ended tasks an index holds all
 * that is needed, in the order of their submission, so that no more of it is read than was asked
 * for.
 */
final class WalkedFigures {
  static final String ENDED = "state IN ('completed', 'failed', 'cancelled', 'pending_review')";
  static final Set<TaskState> ENDED_STATES =
      Set.of(TaskState.COMPLETED, TaskState.FAILED, TaskState.CANCELLED, TaskState.PENDING_REVIEW);
  private static final String OPEN = "state IN ('blocked', 'pending', 'running')";
  private static final String TIMED = ENDED + " AND state IN ('completed', 'pending_review')";
  private final Statements sql;
  private final FigureFilter filter;

  WalkedFigures(Statements sql, FigureFilter filter) {
    this.sql = sql;
    this.filter = filter;
  }

  /** A group, and the extremes of its tasks. */
  private record Found(
      Figures.Group group, Cost dearest, long longest, long shortest, Instant first) {}

  Figures all() {
    List<Found> found = new ArrayList<>(groups(OPEN));
    found.addAll(groups(ENDED));
    Cost dearest = Cost.NOTHING;
    Instant first = null;
    for (Found one : found) {
      dearest = Figures.dearer(dearest, one.dearest());
      first = first == null || one.first().isBefore(first) ? one.first() : first;
    }
    List<Found> timed =
        found.stream().filter(one -> one.group().isDone() && one.group().timed() > 0).toList();
    return new Figures(found.stream().map(Found::group).toList(), dearest, times(timed), first);
  }

  private Figures.Times times(List<Found> timed) {
    return timed.isEmpty()
        ? Figures.Times.NONE
        : new Figures.Times(
            median(timed.stream().mapToLong(one -> one.group().timed()).sum()),
            timed.stream().mapToLong(Found::longest).max().orElse(0),
            timed.stream().mapToLong(Found::shortest).min().orElse(0));
  }

  private List<Found> groups(String states) {
    List<@Nullable Object> arguments = new ArrayList<>();
    String where = where(states, arguments);
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
        WalkedFigures::found,
        arguments.toArray());
  }

  private static Found found(ResultSet row) throws SQLException {
    Figures.Group group =
        new Figures.Group(
            row.getString("used"),
            row.getString("configured"),
            TaskState.ofWireName(row.getString("state")),
            row.getLong("tasks"),
            Rows.money(row).cost(),
            row.getLong("timed"),
            row.getLong("millis"),
            row.getLong("turns"));
    return new Found(
        group,
        dearest(row),
        row.getLong("longest"),
        row.getLong("shortest"),
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

  private double median(long timed) {
    List<@Nullable Object> arguments = new ArrayList<>();
    String where = where(TIMED, arguments);
    arguments.add(timed % 2 == 0 ? 2 : 1);
    arguments.add((timed - 1) / 2);
    return sql
        .list(
            "SELECT elapsed FROM task"
                + where
                + " AND elapsed > 0 ORDER BY elapsed LIMIT ? OFFSET ?",
            row -> row.getLong("elapsed"),
            arguments.toArray())
        .stream()
        .mapToLong(Long::longValue)
        .average()
        .orElse(0);
  }

  private String where(String states, List<@Nullable Object> arguments) {
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
