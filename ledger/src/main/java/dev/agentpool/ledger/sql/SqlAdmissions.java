package dev.agentpool.ledger.sql;

import dev.agentpool.ledger.books.AdmissionBook;
import dev.agentpool.ledger.books.Admitted;
import dev.agentpool.ledger.codec.ResultCodec;
import dev.agentpool.pool.PoolId;
import java.util.Optional;

/** The idempotency keys in SQL. */
final class SqlAdmissions implements AdmissionBook {
  private final Statements sql;

  SqlAdmissions(Statements sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Admitted> find(PoolId pool, String idempotencyKey) {
    return sql.first(
        "SELECT fingerprint, tasks FROM admitted WHERE pool = ? AND key = ?",
        row ->
            new Admitted(row.getString("fingerprint"), ResultCodec.readIds(row.getString("tasks"))),
        pool.value(),
        Columns.storable(idempotencyKey));
  }

  @Override
  public void put(PoolId pool, String idempotencyKey, Admitted admitted) {
    sql.update(
        "INSERT INTO admitted (pool, key, fingerprint, tasks) VALUES (?, ?, ?, ?)",
        pool.value(),
        Columns.storable(idempotencyKey),
        admitted.fingerprint(),
        ResultCodec.write(admitted.tasks()));
  }
}
