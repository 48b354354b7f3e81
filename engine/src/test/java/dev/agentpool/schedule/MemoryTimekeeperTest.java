package dev.agentpool.schedule;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.memory.MemoryLedger;
import dev.agentpool.ledger.moves.Ids;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.task.TaskRules;
import dev.agentpool.testkit.SettableClock;
import java.security.SecureRandom;

class MemoryTimekeeperTest extends TimekeeperContract {
  @Override
  Ledger openFresh(SettableClock time) {
    return MemoryLedger.open(
        time, TaskRules::decide, new Ids(new SecureRandom()::nextLong), MoveSettings.USUAL);
  }
}
