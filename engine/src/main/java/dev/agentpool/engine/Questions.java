package dev.agentpool.engine;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.QuestionFilter;
import dev.agentpool.pool.PoolId;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Question;
import dev.agentpool.question.QuestionId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What agents ask a person. Thread-safe. */
public final class Questions {
  private final Ledger ledger;

  public Questions(Ledger ledger) {
    this.ledger = ledger;
  }

  /** An id out of a person's or a client's text. */
  public static QuestionId id(String text) {
    try {
      return new QuestionId(text);
    } catch (IllegalArgumentException noId) {
      throw Refused.notFound("question", text);
    }
  }

  public Question get(QuestionId id) {
    return ledger.question(id).orElseThrow(() -> Refused.notFound("question", id.value()));
  }

  /**
   * Those that wait for somebody, oldest first.
   *
   * @param pool null for all pools
   */
  public List<Question> open(@Nullable PoolId pool, int most) {
    return ledger.questions(new QuestionFilter(pool, null, Set.of(Question.State.OPEN), most, 0));
  }

  /** How many of a pool wait for somebody; also asked for by what runs inside a task. */
  public int openCount(PoolId pool) {
    return Math.toIntExact(
        ledger.count(new QuestionFilter(pool, null, Set.of(Question.State.OPEN), 0, 0)));
  }

  /** The first answer wins; throws {@link Refused} for a later one, which is told who was first. */
  public Question answer(QuestionId id, Answer answer, String by) {
    return Refused.orThrow(ledger.answer(id, answer, by));
  }
}
