package dev.agentpool.ledger.books;

import dev.agentpool.pool.PoolId;
import java.util.Optional;

/** What was submitted under an idempotency key. */
public interface AdmissionBook {
  Optional<Admitted> find(PoolId pool, String idempotencyKey);

  void put(PoolId pool, String idempotencyKey, Admitted admitted);
}
