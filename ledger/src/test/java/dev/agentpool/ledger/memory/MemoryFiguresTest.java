package dev.agentpool.ledger.memory;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.contract.FiguresContract;
import dev.agentpool.ledger.moves.Ids;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.task.TaskRules;
import dev.agentpool.testkit.simulation.VirtualClock;
import java.security.SecureRandom;

class MemoryFiguresTest extends FiguresContract {
  @Override
  protected Ledger openFresh(VirtualClock clock, MoveSettings settings) {
    return MemoryLedger.open(
        clock, TaskRules::decide, new Ids(new SecureRandom()::nextLong), settings);
  }
}
