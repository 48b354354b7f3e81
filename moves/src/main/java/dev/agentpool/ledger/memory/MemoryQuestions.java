package dev.agentpool.ledger.memory;

import dev.agentpool.ledger.QuestionFilter;
import dev.agentpool.ledger.QuestionReadings;
import dev.agentpool.ledger.books.QuestionBook;
import dev.agentpool.pool.PoolId;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import dev.agentpool.question.QuestionId;
import dev.agentpool.task.AttemptKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The questions in the order in which they were asked. */
final class MemoryQuestions implements QuestionBook, QuestionReadings {
  private final Map<QuestionId, Question> questions = new LinkedHashMap<>();

  private Stream<Question> all() {
    return questions.values().stream();
  }

  private Stream<Question> open() {
    return all().filter(question -> question.state() == Question.State.OPEN);
  }

  @Override
  public Optional<Question> find(QuestionId id) {
    return Optional.ofNullable(questions.get(id));
  }

  @Override
  public Optional<Question> find(AttemptKey attempt, String requestId) {
    return all()
        .filter(question -> attempt.equals(question.attempt()))
        .filter(question -> requestId.equals(question.requestId()))
        .reduce((_, later) -> later);
  }

  @Override
  public List<Question> waiting(AttemptKey attempt) {
    return all()
        .filter(question -> attempt.equals(question.attempt()))
        .filter(question -> question.closedAt() == null)
        .toList();
  }

  @Override
  public Optional<Question> openOf(PoolId pool, Asked.Kind kind) {
    return open()
        .filter(question -> question.attempt() == null && question.requestId() != null)
        .filter(question -> question.pool().equals(pool) && question.asked().kind() == kind)
        .findFirst();
  }

  @Override
  public List<Question> due(Instant now) {
    return open()
        .filter(question -> question.deadline() != null && !question.deadline().isAfter(now))
        .toList();
  }

  @Override
  public void add(Question question, long n) {
    questions.put(question.id(), question);
  }

  @Override
  public void put(Question question) {
    questions.put(question.id(), question);
  }

  @Override
  public Optional<Question> question(QuestionId id) {
    return find(id);
  }

  @Override
  public List<Question> questions(QuestionFilter filter) {
    return meant(filter).skip(filter.offset()).limit(filter.limit()).toList();
  }

  @Override
  public long count(QuestionFilter filter) {
    return meant(filter).count();
  }

  private Stream<Question> meant(QuestionFilter filter) {
    return all()
        .filter(question -> filter.pool() == null || question.pool().equals(filter.pool()))
        .filter(question ->
            filter.task() == null
                || (question.attempt() != null && question.attempt().task().equals(filter.task())))
        .filter(
            question -> filter.states().isEmpty() || filter.states().contains(question.state()));
  }

  @Override
  public Optional<Instant> nextDeadline() {
    return open().map(Question::deadline).filter(Objects::nonNull).min(Comparator.naturalOrder());
  }
}
