package dev.agentpool.ledger.postgres;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.contract.UpgradeContract;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithPostgres.class)
class PostgresUpgradeTest extends UpgradeContract {
  private final PostgresSettings where;

  PostgresUpgradeTest(PostgresServer server) throws SQLException {
    where = server.freshSchema();
  }

  @Override
  protected Connection connect() throws SQLException {
    return DriverManager.getConnection(where.url(), where.user(), where.password());
  }

  @Override
  protected Ledger open() {
    return PostgresLedger.open(where);
  }

  @Override
  protected Class<?> dialect() {
    return PostgresLedger.class;
  }
}
