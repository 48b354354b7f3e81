package dev.agentpool.ledger.memory;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.contract.SeenContract;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.testkit.SettableClock;

class MemorySeenTest extends SeenContract {
  @Override
  protected Ledger openFresh(SettableClock clock, MoveSettings settings) {
    return MemoryLedger.open(clock, settings);
  }
}
