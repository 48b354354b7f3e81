package dev.agentpool.schedule;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.ledger.sqlite.SqliteLedger;
import dev.agentpool.testkit.SettableClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.io.TempDir;

class SqliteTimekeeperTest extends TimekeeperContract {
  @TempDir Path folder;

  @Override
  Ledger openFresh(SettableClock time) {
    return SqliteLedger.open(
        folder.resolve("ledger.db"), time, MoveSettings.USUAL, new SecureRandom()::nextLong);
  }
}
