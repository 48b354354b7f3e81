package dev.agentpool.ledger.memory;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.contract.WorkContract;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.testkit.SettableClock;

class MemoryWorkTest extends WorkContract {
  @Override
  protected Ledger openFresh(SettableClock clock, MoveSettings settings) {
    return MemoryLedger.open(clock, settings);
  }
}
