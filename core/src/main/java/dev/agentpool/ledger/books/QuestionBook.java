package dev.agentpool.ledger.books;

import dev.agentpool.pool.PoolId;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import dev.agentpool.question.QuestionId;
import dev.agentpool.task.AttemptKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The questions of all pools. */
public interface QuestionBook {
  Optional<Question> find(QuestionId id);

  /** That which this attempt asked last under this name. */
  Optional<Question> find(AttemptKey attempt, String requestId);

  /** Those of an attempt that are open or answered. */
  List<Question> waiting(AttemptKey attempt);

  /** The open one of that kind that agentpool asks for the pool itself; there is at most one. */
  Optional<Question> openOf(PoolId pool, Asked.Kind kind);

  /** Open ones whose deadline is not after this time. */
  List<Question> due(Instant now);

  /**
   * @param n by which it is in its place: higher than those before
   */
  void add(Question question, long n);

  void put(Question question);
}
