package dev.agentpool.ledger.sql;

import dev.agentpool.budget.Money;
import dev.agentpool.ledger.Tokens;
import dev.agentpool.ledger.WorkFilter;
import dev.agentpool.ledger.WorkReadings;
import dev.agentpool.ledger.Worked;
import dev.agentpool.ledger.books.TaskMoney;
import dev.agentpool.live.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What attempts came to: whole quarters of an hour out of kept sums, the ends of a time out of the
 * attempts that ended in them. Lives inside one snapshot.
 */
final class SqlWorkReadings implements WorkReadings {
  private static final long MICROS = Worked.QUARTER.toNanos() / 1_000;
  private static final String BY_ATTEMPT =
      "SELECT ended_at / "
          + MICROS
          + " AS quarter, a.provider AS provider, a.used AS model, COUNT(*) AS attempts,"
          + " SUM(ended_well) AS completed, COUNT(tokens_most) AS uncounted, SUM(tokens_used) AS"
          + " tokens_used, SUM(tokens_input) AS tokens_input, SUM(tokens_output) AS tokens_output,"
          + " SUM(tokens_cache_read) AS tokens_cache_read, SUM(tokens_cache_creation) AS"
          + " tokens_cache_creation, SUM(COALESCE(cost_known, cost_seen, 0)) AS certain,"
          + " SUM(COALESCE(cost_known, cost_unknown, 0)) AS booked, COUNT(cost_unknown) AS unsure,"
          + " SUM(turns_used) AS turns, SUM(a.elapsed) AS elapsed FROM attempt a";
  private static final String BY_GROUP = " GROUP BY ended_at / " + MICROS + ", a.provider, a.used";
  private final Statements sql;

  SqlWorkReadings(Statements sql) {
    this.sql = sql;
  }

  @Override
  public List<Worked> worked(WorkFilter filter) {
    long from = Columns.microsWithin(filter.from());
    long until = Columns.microsWithin(filter.until());
    if (from >= until) {
      return List.of();
    }
    long first = Math.floorDiv(from, MICROS) + (Math.floorMod(from, MICROS) == 0 ? 0 : 1);
    long last = Math.floorDiv(until, MICROS);
    if (first >= last) {
      return ended(filter, from, until);
    }
    List<Worked> all = new ArrayList<>(ended(filter, from, first * MICROS));
    all.addAll(kept(filter, first, last));
    all.addAll(ended(filter, last * MICROS, until));
    return all;
  }

  private List<Worked> kept(WorkFilter filter, long first, long last) {
    List<@Nullable Object> arguments = new ArrayList<>(List.of(first, last));
    return sql.list(
        "SELECT * FROM worked a WHERE quarter >= ? AND quarter < ?"
            + narrowed(filter, arguments)
            + " AND attempts > 0",
        SqlWorkReadings::read,
        arguments.toArray());
  }

  private List<Worked> ended(WorkFilter filter, long from, long until) {
    if (from >= until) {
      return List.of();
    }
    List<@Nullable Object> arguments = new ArrayList<>(List.of(from, until));
    return sql.list(
        BY_ATTEMPT
            + " WHERE a.brought = 1 AND a.ended_at >= ? AND a.ended_at < ?"
            + narrowed(filter, arguments)
            + BY_GROUP,
        SqlWorkReadings::read,
        arguments.toArray());
  }

  private static String narrowed(WorkFilter filter, List<@Nullable Object> arguments) {
    String narrowed = "";
    if (filter.pool() != null) {
      narrowed += " AND a.pool = ?";
      arguments.add(filter.pool().value());
    }
    if (filter.provider() != null) {
      narrowed += " AND a.provider = ?";
      arguments.add(Columns.storable(filter.provider()));
    }
    return narrowed;
  }

  @Override
  public List<Worked> worked(WorkFilter.OfSessions filter) {
    List<Worked> all = new ArrayList<>();
    for (List<SessionId> some : Statements.portions(List.copyOf(filter.sessions()))) {
      List<@Nullable Object> arguments = new ArrayList<>();
      some.forEach(id -> arguments.add(id.value()));
      arguments.add(Columns.microsWithin(filter.from()));
      arguments.add(Columns.microsWithin(filter.until()));
      all.addAll(
          sql.list(
              BY_ATTEMPT
                  + " JOIN task t ON t.id = a.task WHERE t.lane IN ("
                  + Statements.places(some.size())
                  + ") AND t.lane IS NOT NULL AND t.pinned = t.lane AND a.brought = 1 AND"
                  + " a.ended_at >= ? AND a.ended_at < ?"
                  + BY_GROUP,
              SqlWorkReadings::read,
              arguments.toArray()));
    }
    return all;
  }

  private static Worked read(ResultSet row) throws SQLException {
    String model = TaskFigures.orEmpty(row.getString("model"));
    Tokens tokens =
        new Tokens(
            row.getLong("tokens_input"),
            row.getLong("tokens_output"),
            row.getLong("tokens_cache_read"),
            row.getLong("tokens_cache_creation"),
            0);
    return new Worked(
        Instant.EPOCH.plus(Worked.QUARTER.multipliedBy(row.getLong("quarter"))),
        TaskFigures.orEmpty(row.getString("provider")),
        model.isEmpty() ? null : model,
        row.getLong("attempts"),
        row.getLong("completed"),
        row.getLong("uncounted"),
        tokens.plus(new Tokens(0, 0, 0, 0, row.getLong("tokens_used") - tokens.all())),
        new TaskMoney(
                Columns.money(row, "booked"),
                Money.ZERO,
                Columns.money(row, "certain"),
                row.getLong("unsure"))
            .cost(),
        row.getLong("turns"),
        Duration.ofMillis(row.getLong("elapsed")));
  }

  @Override
  public Map<SessionId, Integer> interruptions(Set<SessionId> sessions) {
    Map<SessionId, Integer> counts = new HashMap<>();
    for (List<SessionId> some : Statements.portions(List.copyOf(sessions))) {
      sql.list(
          "SELECT t.lane AS session, COUNT(*) AS turns FROM task t JOIN session s ON s.id = t.lane"
              + " WHERE t.lane IN ("
              + Statements.places(some.size())
              + ") AND t.lane IS NOT NULL AND t.pinned = t.lane AND t.state = 'cancelled' AND"
              + " (s.ended_at IS NULL OR s.ended_at <> t.finished_at) GROUP BY t.lane",
          row -> counts.put(new SessionId(row.getString("session")), row.getInt("turns")),
          some.stream().map(SessionId::value).toArray());
    }
    return counts;
  }
}
