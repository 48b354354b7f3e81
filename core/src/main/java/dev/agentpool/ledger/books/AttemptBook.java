package dev.agentpool.ledger.books;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Unit;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.TaskSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The attempts of all tasks. */
public interface AttemptBook {
  Optional<AttemptRecord> find(AttemptKey key);

  /**
   * @param spec of the task
   */
  void add(AttemptRecord attempt, TaskSpec spec);

  void put(AttemptRecord attempt);

  /** Current attempts whose lease ended before this time. */
  List<AttemptRecord> lapsed(Instant before);

  /** Unsettled attempts that are no longer current and whose lease ended before this time. */
  List<AttemptRecord> forgotten(Instant before);

  /**
   * The highest known cost above zero among the last attempts of the pool that were settled with
   * this model.
   */
  Optional<Money> dearest(PoolId pool, String model, int among);

  /**
   * The most of tokens or turns that was told of one of the last attempts of the pool that were
   * settled with this model; empty when none of them told any.
   */
  Optional<Amount> most(PoolId pool, String model, Unit counted, int among);
}
