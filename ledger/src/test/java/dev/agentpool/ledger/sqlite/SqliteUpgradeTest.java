package dev.agentpool.ledger.sqlite;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.contract.UpgradeContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class SqliteUpgradeTest extends UpgradeContract {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("ledger.db");
  }

  @Override
  protected Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file());
  }

  @Override
  protected Ledger open() {
    return SqliteLedger.open(file(), Clock.systemUTC());
  }

  @Override
  protected Class<?> dialect() {
    return SqliteLedger.class;
  }
}
