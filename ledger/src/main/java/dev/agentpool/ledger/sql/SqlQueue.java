package dev.agentpool.ledger.sql;

import dev.agentpool.budget.Money;
import dev.agentpool.ledger.InQueue;
import dev.agentpool.ledger.books.Candidate;
import dev.agentpool.ledger.books.Place;
import dev.agentpool.ledger.books.QueueBook;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.PlanId;
import dev.agentpool.task.TaskId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The queue in SQL: places and ranks of tasks, in the order of an index. */
final class SqlQueue implements QueueBook {
  private static final String CANDIDATE =
      "SELECT id, rank, n, plan, model, cap, booked, held, certain, unsure, passed_over_since FROM"
          + " task";
  private final Statements sql;
  private final Instant now;

  SqlQueue(Statements sql, Instant now) {
    this.sql = sql;
    this.now = now;
  }

  @Override
  public void putPlace(TaskId task, Place place) {
    sql.update("UPDATE task SET place = ? WHERE id = ?", written(place), task.value());
  }

  static String written(Place place) {
    return place.name().toLowerCase(Locale.ROOT);
  }

  static InQueue standing(ResultSet row) throws SQLException {
    return new InQueue(
        row.getString("place").equals(written(Place.UNPAID)),
        Columns.timeOrNull(row, "passed_over_since") != null,
        Money.ofMicros(Math.addExact(row.getLong("booked"), row.getLong("held"))));
  }

  @Override
  public boolean laneRuns(PoolId pool, String lane) {
    return sql.exists(
        "SELECT 1 FROM task WHERE pool = ? AND lane = ? AND lane IS NOT NULL AND state = 'running'"
            + " LIMIT 1",
        pool.value(),
        Columns.storable(lane));
  }

  @Override
  public boolean laneRuns(String lane) {
    return sql.exists(
        "SELECT 1 FROM task WHERE lane = ? AND lane IS NOT NULL AND state = 'running' LIMIT 1",
        Columns.storable(lane));
  }

  @Override
  public Set<PoolId> lanePools(String lane) {
    return Set.copyOf(
        sql.list(
            "SELECT DISTINCT pool FROM task WHERE lane = ? AND lane IS NOT NULL AND state ="
                + " 'pending'",
            row -> new PoolId(row.getString("pool")),
            Columns.storable(lane)));
  }

  @Override
  public Optional<LaneWaiter> laneOldest(PoolId pool, String lane) {
    return sql.first(
        "SELECT id, not_before FROM task WHERE pool = ? AND lane = ? AND lane IS NOT NULL AND state"
            + " = 'pending' ORDER BY n LIMIT 1",
        row ->
            new LaneWaiter(new TaskId(row.getString("id")), Columns.timeOrNull(row, "not_before")),
        pool.value(),
        Columns.storable(lane));
  }

  @Override
  public Optional<TaskId> laneSeated(PoolId pool, String lane) {
    return sql.first(
        "SELECT id FROM task WHERE pool = ? AND lane = ? AND lane IS NOT NULL AND place IN"
            + " ('ready', 'delayed', 'unpaid') LIMIT 1",
        row -> new TaskId(row.getString("id")),
        pool.value(),
        Columns.storable(lane));
  }

  @Override
  public void promoteDue(PoolId pool) {
    sql.update(
        "UPDATE task SET place = 'ready' WHERE place = 'delayed' AND pool = ? AND not_before <= ?",
        pool.value(),
        Columns.micros(now));
    sql.update(
        "UPDATE task SET place = 'ready' WHERE place = 'unpaid' AND pool = ? AND not_before <= ?",
        pool.value(),
        Columns.micros(now));
  }

  @Override
  public List<TaskId> unpaid(PoolId pool, int limit) {
    return sql.list(
        "SELECT id FROM task WHERE place = 'unpaid' AND pool = ? ORDER BY rank, n LIMIT ?",
        row -> new TaskId(row.getString("id")),
        pool.value(),
        limit);
  }

  @Override
  public List<Candidate> ready(
      PoolId pool,
      String slot,
      boolean pinnedOnly,
      Set<String> withoutProviders,
      Set<String> withoutPlans,
      Candidate.Cursor after,
      int limit) {
    StringBuilder select =
        new StringBuilder(
            CANDIDATE
                + " WHERE place = 'ready' AND pool = ? AND (rank, n) > (?, ?) AND "
                + (pinnedOnly ? "pinned = ?" : "(pinned IS NULL OR pinned = ?)"));
    List<@Nullable Object> arguments =
        new ArrayList<>(
            List.of(pool.value(), after.rank(), after.number(), Columns.storable(slot)));
    if (!withoutProviders.isEmpty()) {
      select
          .append(" AND provider NOT IN (")
          .append(Statements.places(withoutProviders.size()))
          .append(')');
      arguments.addAll(withoutProviders);
    }
    if (!withoutPlans.isEmpty()) {
      select
          .append(" AND (plan IS NULL OR plan NOT IN (")
          .append(Statements.places(withoutPlans.size()))
          .append("))");
      arguments.addAll(withoutPlans);
    }
    select.append(" ORDER BY rank, n LIMIT ?");
    arguments.add(limit);
    return sql.list(select.toString(), SqlQueue::candidate, arguments.toArray());
  }

  @Override
  public List<Candidate> ready(PoolId pool, TaskId task) {
    return sql.list(
        CANDIDATE + " WHERE place = 'ready' AND pool = ? AND id = ?",
        SqlQueue::candidate,
        pool.value(),
        task.value());
  }

  private static Candidate candidate(ResultSet row) throws SQLException {
    String plan = row.getString("plan");
    return new Candidate(
        new TaskId(row.getString("id")),
        new Candidate.Cursor(row.getLong("rank"), row.getLong("n")),
        plan == null ? null : new PlanId(plan),
        row.getString("model"),
        Columns.moneyOrNull(row, "cap"),
        Rows.money(row),
        Columns.timeOrNull(row, "passed_over_since"));
  }

  @Override
  public Optional<Instant> nextDue(PoolId pool) {
    return Stream.of(firstOf("delayed", pool), firstOf("unpaid", pool))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  private Optional<Instant> firstOf(String place, PoolId pool) {
    return sql.first(
        "SELECT not_before FROM task WHERE place = '"
            + place
            + "' AND pool = ? AND not_before IS NOT NULL ORDER BY not_before LIMIT 1",
        row -> Columns.time(row, "not_before"),
        pool.value());
  }

  @Override
  public void notePassedOver(TaskId task, Instant since) {
    sql.update(
        "UPDATE task SET passed_over_since = ? WHERE id = ?", Columns.micros(since), task.value());
  }
}
