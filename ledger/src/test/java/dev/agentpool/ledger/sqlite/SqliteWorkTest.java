package dev.agentpool.ledger.sqlite;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.contract.WorkContract;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.testkit.SettableClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.io.TempDir;

class SqliteWorkTest extends WorkContract {
  @TempDir Path folder;

  @Override
  protected Ledger openFresh(SettableClock clock, MoveSettings settings) {
    return SqliteLedger.open(
        folder.resolve("ledger.db"), clock, settings, new SecureRandom()::nextLong);
  }
}
