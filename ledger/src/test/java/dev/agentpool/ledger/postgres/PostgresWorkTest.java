package dev.agentpool.ledger.postgres;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.contract.WorkContract;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.testkit.SettableClock;
import java.security.SecureRandom;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithPostgres.class)
class PostgresWorkTest extends WorkContract {
  private final PostgresServer server;

  PostgresWorkTest(PostgresServer server) {
    this.server = server;
  }

  @Override
  protected Ledger openFresh(SettableClock clock, MoveSettings settings) throws SQLException {
    return PostgresLedger.openWithClock(
        server.freshSchema(), settings, new SecureRandom()::nextLong, clock);
  }
}
