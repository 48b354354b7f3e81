package dev.agentpool.ledger.sql;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Money;
import dev.agentpool.journal.Subject;
import dev.agentpool.live.SessionId;
import dev.agentpool.question.QuestionId;
import dev.agentpool.task.TaskId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How values stand in columns: times and money as whole micros, absent ones as NULL. */
final class Columns {
  private Columns() {}

  static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  /** Of a time that somebody asked for: one beyond what is kept is as good as the last there is. */
  static long microsWithin(Instant time) {
    long seconds = time.getEpochSecond();
    return Math.abs(seconds) > Long.MAX_VALUE / 2_000_000
        ? Long.signum(seconds) * Long.MAX_VALUE
        : micros(time);
  }

  static @Nullable Long microsOrNull(@Nullable Instant time) {
    return time == null ? null : micros(time);
  }

  static @Nullable Long microsOrNull(@Nullable Money money) {
    return money == null ? null : money.micros();
  }

  static @Nullable Long countOrNull(@Nullable Amount amount) {
    return amount == null ? null : amount.count();
  }

  static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : number;
  }

  static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    return time(row.getLong(column));
  }

  static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? null : time(micros);
  }

  static Money money(ResultSet row, String column) throws SQLException {
    return Money.ofMicros(row.getLong(column));
  }

  static @Nullable Money moneyOrNull(ResultSet row, String column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? null : Money.ofMicros(micros);
  }

  static @Nullable String textOrNull(ResultSet row, String column) throws SQLException {
    return row.getString(column);
  }

  static @Nullable String task(Subject subject) {
    return subject instanceof Subject.OfTask(TaskId task) ? task.value() : null;
  }

  static @Nullable String space(Subject subject) {
    return switch (subject) {
      case Subject.OfNote(String space, _) -> storable(space);
      case Subject.OfSpace(String space) -> storable(space);
      case Subject.OfPool _, Subject.OfTask _, Subject.OfQuestion _, Subject.OfSession _ -> null;
    };
  }

  static @Nullable String key(Subject subject) {
    return subject instanceof Subject.OfNote(_, String key) ? storable(key) : null;
  }

  static @Nullable String question(Subject subject) {
    return subject instanceof Subject.OfQuestion(QuestionId question) ? question.value() : null;
  }

  static @Nullable String session(Subject subject) {
    return subject instanceof Subject.OfSession(SessionId session) ? session.value() : null;
  }

  /**
   * What the columns {@code task}, {@code question}, {@code session}, {@code space} and {@code key}
   * name.
   */
  static Subject subject(ResultSet row) throws SQLException {
    String task = row.getString("task");
    String space = row.getString("space");
    String key = row.getString("key");
    if (task != null) {
      return new Subject.OfTask(new TaskId(task));
    }
    String question = row.getString("question");
    if (question != null) {
      return new Subject.OfQuestion(new QuestionId(question));
    }
    String session = row.getString("session");
    if (session != null) {
      return new Subject.OfSession(new SessionId(session));
    }
    if (space == null) {
      return Subject.POOL;
    }
    return key == null ? new Subject.OfSpace(space) : new Subject.OfNote(space, key);
  }

  /** No database keeps a NUL in a text; people lose nothing by a replacement character. */
  static String storable(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
  }

  static @Nullable String storableOrNull(@Nullable String text) {
    return text == null ? null : storable(text);
  }
}
