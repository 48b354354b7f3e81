package dev.agentpool.ledger.memory;

import dev.agentpool.ledger.books.AdmissionBook;
import dev.agentpool.ledger.books.Admitted;
import dev.agentpool.pool.PoolId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The idempotency keys in a map. */
final class MemoryAdmissions implements AdmissionBook {
  private record Key(PoolId pool, String idempotencyKey) {}

  private final Map<Key, Admitted> admitted = new HashMap<>();

  @Override
  public Optional<Admitted> find(PoolId pool, String idempotencyKey) {
    return Optional.ofNullable(admitted.get(new Key(pool, idempotencyKey)));
  }

  @Override
  public void put(PoolId pool, String idempotencyKey, Admitted entry) {
    admitted.put(new Key(pool, idempotencyKey), entry);
  }
}
