package dev.agentpool.ledger.books;

import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import java.util.Optional;

/** The pools. */
public interface PoolBook {
  Optional<PoolRecord> find(PoolId pool);

  /** Adds the pool or replaces its record. */
  void put(PoolRecord pool);

  /** How many tasks of the pool are not terminal. */
  long openTasks(PoolId pool);
}
