package dev.agentpool.ledger.sql;

import dev.agentpool.ledger.SessionFilter;
import dev.agentpool.ledger.SessionReadings;
import dev.agentpool.ledger.SessionTimes;
import dev.agentpool.ledger.books.SessionBook;
import dev.agentpool.ledger.codec.SettingsCodec;
import dev.agentpool.live.EndedAs;
import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The live sessions in SQL, for moves and for readings. */
final class SqlSessions implements SessionBook, SessionReadings {
  private static final String SELECT = "SELECT * FROM session";
  private static final String LIVES = "ended_at IS NULL"; // word for word as the indexes say it
  private final Statements sql;

  SqlSessions(Statements sql) {
    this.sql = sql;
  }

  @Override
  public Optional<LiveSession> find(SessionId id) {
    return sql.first(SELECT + " WHERE id = ?", SqlSessions::read, id.value());
  }

  @Override
  public Optional<LiveSession> session(SessionId id) {
    return find(id);
  }

  @Override
  public Optional<LiveSession> begunBy(TaskId first) {
    return sql.first(SELECT + " WHERE first_turn = ?", SqlSessions::read, first.value());
  }

  @Override
  public long living(@Nullable String coordinator) {
    return count(new SessionFilter(null, coordinator, true, 0, 0));
  }

  @Override
  public List<LiveSession> due(Instant now) {
    return sql.list(
        SELECT
            + " WHERE "
            + LIVES
            + " AND deadline IS NOT NULL AND deadline <= ? ORDER BY deadline, n",
        SqlSessions::read,
        Columns.micros(now));
  }

  @Override
  public List<TaskRecord> openTurns(SessionId session) {
    return openTurns(Set.of(session));
  }

  @Override
  public List<TaskRecord> openTurns(Set<SessionId> sessions) {
    List<TaskRecord> turns = new ArrayList<>();
    for (List<SessionId> some : Statements.portions(List.copyOf(sessions))) {
      turns.addAll(
          sql.list(
              Rows.SELECT_TASK
                  + " WHERE t.pinned IN ("
                  + Statements.places(some.size())
                  + ") AND t.pinned IS NOT NULL AND t.finished_at IS NULL ORDER BY t.n",
              Rows::task,
              some.stream().map(SessionId::value).toArray()));
    }
    return turns;
  }

  @Override
  public void add(LiveSession session, long n) {
    sql.update(
        "INSERT INTO session (n, id, pool, coordinator, settings, about, created_at, deadline,"
            + " max_turns, turns_sent, first_turn, last_turn) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?,"
            + " ?, ?, ?)",
        n,
        session.id().value(),
        session.pool().value(),
        Columns.storableOrNull(session.coordinator()),
        Columns.storable(SettingsCodec.write(session.settings())),
        Columns.storable(session.about()),
        Columns.micros(session.createdAt()),
        Columns.microsOrNull(session.deadline()),
        session.maxTurns(),
        session.turnsSent(),
        session.firstTurn().value(),
        session.lastTurn().value());
  }

  @Override
  public void put(LiveSession session) {
    LiveSession.Ended ended = session.ended();
    sql.update(
        "UPDATE session SET turns_sent = ?, last_turn = ?, ended_as = ?, ended_at = ?, ended_why ="
            + " ? WHERE id = ?",
        session.turnsSent(),
        session.lastTurn().value(),
        ended == null ? null : ended.as().wireName(),
        ended == null ? null : Columns.microsOrNull(ended.at()),
        ended == null ? null : Columns.storable(ended.why()),
        session.id().value());
  }

  @Override
  public List<LiveSession> sessions(SessionFilter filter) {
    Meant meant = Meant.of(filter);
    List<@Nullable Object> arguments = new ArrayList<>(meant.arguments());
    arguments.add(filter.limit());
    arguments.add(filter.offset());
    return sql.list(
        SELECT + meant.where() + " ORDER BY n DESC LIMIT ? OFFSET ?",
        SqlSessions::read,
        arguments.toArray());
  }

  @Override
  public List<LiveSession> sessions(SessionTimes times) {
    List<@Nullable Object> arguments = new ArrayList<>();
    String where = " WHERE created_at >= ? AND created_at < ?";
    arguments.add(Columns.microsWithin(times.from()));
    arguments.add(Columns.microsWithin(times.until()));
    if (times.pool() != null) {
      where += " AND pool = ?";
      arguments.add(times.pool().value());
    }
    if (times.coordinator() != null) {
      where += " AND coordinator = ?";
      arguments.add(Columns.storable(times.coordinator()));
    }
    arguments.add(times.limit());
    return sql.list(
        SELECT + where + " ORDER BY created_at DESC, n DESC LIMIT ?",
        SqlSessions::read,
        arguments.toArray());
  }

  @Override
  public long count(SessionFilter filter) {
    Meant meant = Meant.of(filter);
    return sql.first(
            "SELECT count(*) AS number FROM session" + meant.where(),
            row -> row.getLong("number"),
            meant.arguments().toArray())
        .orElse(0L);
  }

  private record Meant(String where, List<@Nullable Object> arguments) {
    static Meant of(SessionFilter filter) {
      List<String> tests = new ArrayList<>();
      List<@Nullable Object> arguments = new ArrayList<>();
      if (filter.pool() != null) {
        tests.add("pool = ?");
        arguments.add(filter.pool().value());
      }
      if (filter.coordinator() != null) {
        tests.add("coordinator = ?");
        arguments.add(Columns.storable(filter.coordinator()));
      }
      if (filter.lives()) {
        tests.add(LIVES);
      }
      return new Meant(tests.isEmpty() ? "" : " WHERE " + String.join(" AND ", tests), arguments);
    }
  }

  @Override
  public Optional<Instant> nextSessionEnd() {
    return sql.first(
        "SELECT deadline FROM session WHERE "
            + LIVES
            + " AND deadline IS NOT NULL ORDER BY deadline LIMIT 1",
        row -> Columns.time(row, "deadline"));
  }

  private static LiveSession read(ResultSet row) throws SQLException {
    int maxTurns = row.getInt("max_turns");
    boolean unlimited = row.wasNull();
    String as = row.getString("ended_as");
    return new LiveSession(
        new SessionId(row.getString("id")),
        new PoolId(row.getString("pool")),
        row.getString("coordinator"),
        SettingsCodec.read(row.getString("settings")),
        row.getString("about"),
        Columns.time(row, "created_at"),
        Columns.timeOrNull(row, "deadline"),
        unlimited ? null : maxTurns,
        row.getInt("turns_sent"),
        new TaskId(row.getString("first_turn")),
        new TaskId(row.getString("last_turn")),
        as == null
            ? null
            : new LiveSession.Ended(
                EndedAs.ofWireName(as), Columns.time(row, "ended_at"), row.getString("ended_why")));
  }
}
