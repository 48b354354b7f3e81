package dev.agentpool.engine;

import dev.agentpool.grant.Grant;
import dev.agentpool.grant.Grants;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.QuestionFilter;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Question;
import dev.agentpool.question.QuestionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What agents ask a person, and what a person allowed them for a while. Thread-safe. */
public final class Questions {
  private final Ledger ledger;
  private final Grants grants;

  public Questions(Ledger ledger) {
    this.ledger = ledger;
    this.grants = new Grants(ledger);
  }

  /** A grant, and the pool in which it holds. */
  public record InPool(PoolId pool, Grant grant) {}

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

  /**
   * What is allowed for a while, the one that ends first first.
   *
   * @param pool null for all pools
   */
  public List<InPool> grants(@Nullable PoolId pool) {
    List<InPool> all = new ArrayList<>();
    for (PoolId each : pools(pool)) {
      grants.list(each).forEach(grant -> all.add(new InPool(each, grant)));
    }
    all.sort(Comparator.comparing(held -> held.grant().until()));
    return all;
  }

  private List<PoolId> pools(@Nullable PoolId pool) {
    return pool == null ? ledger.pools().stream().map(PoolRecord::id).toList() : List.of(pool);
  }

  /**
   * Takes a grant back: from now on it allows nothing, and what it allowed stays done.
   *
   * @param pool null for whichever has it
   */
  public InPool revoke(@Nullable PoolId pool, String id) {
    if (Grant.isId(id)) {
      for (PoolId each : pools(pool)) {
        Optional<Grant> ended = grants.revoke(each, id);
        if (ended.isPresent()) {
          return new InPool(each, ended.get());
        }
      }
    }
    throw Refused.notFound("grant", id);
  }
}
