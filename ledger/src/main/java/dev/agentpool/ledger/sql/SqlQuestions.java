package dev.agentpool.ledger.sql;

import dev.agentpool.ledger.QuestionFilter;
import dev.agentpool.ledger.QuestionReadings;
import dev.agentpool.ledger.books.QuestionBook;
import dev.agentpool.ledger.codec.AnswerCodec;
import dev.agentpool.ledger.codec.TextsCodec;
import dev.agentpool.pool.PoolId;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import dev.agentpool.question.QuestionId;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.TaskId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The questions in SQL, for moves and for readings. */
final class SqlQuestions implements QuestionBook, QuestionReadings {
  private static final String SELECT = "SELECT * FROM question";
  private final Statements sql;

  SqlQuestions(Statements sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Question> find(QuestionId id) {
    return sql.first(SELECT + " WHERE id = ?", SqlQuestions::read, id.value());
  }

  @Override
  public Optional<Question> question(QuestionId id) {
    return find(id);
  }

  @Override
  public Optional<Question> find(AttemptKey attempt, String requestId) {
    return sql.first(
        SELECT + " WHERE task = ? AND fence = ? AND request_id = ? ORDER BY n DESC LIMIT 1",
        SqlQuestions::read,
        attempt.task().value(),
        attempt.fence(),
        Columns.storable(requestId));
  }

  @Override
  public List<Question> waiting(AttemptKey attempt) {
    return sql.list(
        SELECT + " WHERE task = ? AND fence = ? AND closed_at IS NULL ORDER BY n",
        SqlQuestions::read,
        attempt.task().value(),
        attempt.fence());
  }

  @Override
  public Optional<Question> openOf(PoolId pool, Asked.Kind kind) {
    return sql.first(
        SELECT
            + " WHERE pool = ? AND state = 'open' AND kind = ? AND task IS NULL AND request_id IS"
            + " NOT NULL ORDER BY n LIMIT 1",
        SqlQuestions::read,
        pool.value(),
        kind.wireName());
  }

  @Override
  public List<Question> due(Instant now) {
    return sql.list(
        SELECT
            + " WHERE state = 'open' AND deadline IS NOT NULL AND deadline <= ? ORDER BY deadline,"
            + " n",
        SqlQuestions::read,
        Columns.micros(now));
  }

  @Override
  public void add(Question question, long n) {
    AttemptKey attempt = question.attempt();
    Asked asked = question.asked();
    Answer otherwise = question.otherwise();
    sql.update(
        "INSERT INTO question (n, id, pool, task, fence, request_id, kind, title, payload, options,"
            + " state, asked_at, deadline, otherwise, reason, fingerprint) VALUES (?, ?, ?, ?, ?,"
            + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        n,
        question.id().value(),
        question.pool().value(),
        attempt == null ? null : attempt.task().value(),
        attempt == null ? null : (Object) attempt.fence(),
        Columns.storableOrNull(question.requestId()),
        asked.kind().wireName(),
        Columns.storable(asked.title()),
        Columns.storable(asked.payload()),
        Columns.storable(TextsCodec.write(asked.options())),
        question.state().wireName(),
        Columns.micros(question.askedAt()),
        Columns.microsOrNull(question.deadline()),
        otherwise == null ? null : Columns.storable(AnswerCodec.write(otherwise)),
        question.reason(),
        question.fingerprint());
  }

  @Override
  public void put(Question question) {
    Question.Given given = question.given();
    sql.update(
        "UPDATE question SET state = ?, answer = ?, answered_by = ?, answered_at = ?, closed_at ="
            + " ?, reason = ? WHERE id = ?",
        question.state().wireName(),
        given == null ? null : Columns.storable(AnswerCodec.write(given.answer())),
        given == null ? null : Columns.storable(given.by()),
        given == null ? null : Columns.microsOrNull(given.at()),
        Columns.microsOrNull(question.closedAt()),
        Columns.storable(question.reason()),
        question.id().value());
  }

  @Override
  public List<Question> questions(QuestionFilter filter) {
    Meant meant = Meant.of(filter);
    List<@Nullable Object> arguments = new ArrayList<>(meant.arguments());
    arguments.add(filter.limit());
    arguments.add(filter.offset());
    return sql.list(
        SELECT + meant.where() + " ORDER BY n LIMIT ? OFFSET ?",
        SqlQuestions::read,
        arguments.toArray());
  }

  @Override
  public long count(QuestionFilter filter) {
    Meant meant = Meant.of(filter);
    return sql.first(
            "SELECT count(*) AS number FROM question" + meant.where(),
            row -> row.getLong("number"),
            meant.arguments().toArray())
        .orElse(0L);
  }

  private record Meant(String where, List<@Nullable Object> arguments) {
    static Meant of(QuestionFilter filter) {
      List<String> tests = new ArrayList<>();
      List<@Nullable Object> arguments = new ArrayList<>();
      if (filter.pool() != null) {
        tests.add("pool = ?");
        arguments.add(filter.pool().value());
      }
      if (filter.task() != null) {
        tests.add("task = ?");
        arguments.add(filter.task().value());
      }
      if (filter.states().equals(Set.of(Question.State.OPEN))) {
        tests.add("state = 'open'"); // word for word as the index of them says it
      } else if (!filter.states().isEmpty()) {
        tests.add("state IN (" + Statements.places(filter.states().size()) + ")");
        filter.states().forEach(state -> arguments.add(state.wireName()));
      }
      return new Meant(tests.isEmpty() ? "" : " WHERE " + String.join(" AND ", tests), arguments);
    }
  }

  @Override
  public Optional<Instant> nextDeadline() {
    return sql.first(
        "SELECT deadline FROM question WHERE state = 'open' AND deadline IS NOT NULL ORDER BY"
            + " deadline LIMIT 1",
        row -> Columns.time(row, "deadline"));
  }

  private static Question read(ResultSet row) throws SQLException {
    String task = row.getString("task");
    return new Question(
        new QuestionId(row.getString("id")),
        new PoolId(row.getString("pool")),
        task == null ? null : new AttemptKey(new TaskId(task), row.getInt("fence")),
        row.getString("request_id"),
        new Asked(
            Asked.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
            row.getString("title"),
            row.getString("payload"),
            TextsCodec.read(row.getString("options"))),
        Question.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        Columns.time(row, "asked_at"),
        Columns.timeOrNull(row, "deadline"),
        answer(row, "otherwise"),
        given(row),
        Columns.timeOrNull(row, "closed_at"),
        row.getString("reason"),
        row.getString("fingerprint"));
  }

  private static @Nullable Answer answer(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : AnswerCodec.read(text);
  }

  private static Question.@Nullable Given given(ResultSet row) throws SQLException {
    Answer answer = answer(row, "answer");
    return answer == null
        ? null
        : new Question.Given(
            answer, row.getString("answered_by"), Columns.time(row, "answered_at"));
  }
}
