package dev.agentpool.ledger.memory;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.moves.Ids;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.ledger.moves.Rules;
import dev.agentpool.ledger.moves.StoredLedger;
import dev.agentpool.task.TaskRules;
import java.security.SecureRandom;
import java.time.Clock;

/** The same ledger as every other one, durable as long as the object. */
public final class MemoryLedger {
  private MemoryLedger() {}

  /** With the rules of every day and names that nobody guesses. */
  public static Ledger open(Clock wallClock, MoveSettings settings) {
    return open(wallClock, TaskRules::decide, new Ids(new SecureRandom()::nextLong), settings);
  }

  public static Ledger open(Clock wallClock, Rules rules, Ids ids, MoveSettings settings) {
    return new StoredLedger(new MemoryStorage(wallClock), rules, ids, settings);
  }
}
