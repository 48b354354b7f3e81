package dev.agentpool.ledger.postgres;

import dev.agentpool.ledger.moves.SteadyClock;
import dev.agentpool.ledger.sql.Statements;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Where the time of moves comes from: the database, so that all nodes agree, or a test's clock. */
@FunctionalInterface
interface PostgresTime {
  Instant now(Statements statements);

  PostgresTime DATABASE =
      statements ->
          statements
              .first(
                  "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT) AS micros",
                  row -> Instant.EPOCH.plus(row.getLong("micros"), ChronoUnit.MICROS))
              .orElseThrow();

  static PostgresTime of(SteadyClock clock) {
    return _ -> clock.now();
  }
}
