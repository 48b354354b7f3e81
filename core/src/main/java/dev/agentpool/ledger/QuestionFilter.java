package dev.agentpool.ledger;

import dev.agentpool.pool.PoolId;
import dev.agentpool.question.Question;
import dev.agentpool.task.TaskId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which questions are meant.
 *
 * @param pool null for all
 * @param task whose attempts asked; null for all, and for those that agentpool asks
 * @param states empty for all
 * @param limit at least 0
 * @param offset at least 0
 */
public record QuestionFilter(
    @Nullable PoolId pool,
    @Nullable TaskId task,
    Set<Question.State> states,
    int limit,
    int offset) {
  public QuestionFilter {
    states = Set.copyOf(states);
    if (limit < 0 || offset < 0) {
      throw new IllegalArgumentException("limit and offset cannot be negative");
    }
  }

  /** Those that wait for somebody, of all pools. */
  public static QuestionFilter open(int limit) {
    return new QuestionFilter(null, null, Set.of(Question.State.OPEN), limit, 0);
  }
}
