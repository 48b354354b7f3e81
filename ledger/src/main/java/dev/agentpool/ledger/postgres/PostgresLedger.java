package dev.agentpool.ledger.postgres;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.moves.Ids;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.ledger.moves.StoredLedger;
import dev.agentpool.task.TaskRules;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * The ledger of several nodes, in one PostgreSQL database. Time is the database's, so that all
 * nodes agree on leases. Moves are serial over all nodes, since the journal's numbers have no gap;
 * commits of other nodes are heard of by LISTEN.
 */
public final class PostgresLedger {
  private PostgresLedger() {}

  /**
   * Connects and brings the schema up to date. Throws {@link dev.agentpool.ledger.LedgerException}
   * when that fails.
   */
  public static Ledger open(PostgresSettings where) {
    return open(where, MoveSettings.USUAL, new SecureRandom()::nextLong);
  }

  /**
   * The same with settings and a source of random numbers for ids, which must be safe for all
   * threads.
   */
  public static Ledger open(PostgresSettings where, MoveSettings settings, LongSupplier random) {
    return new StoredLedger(
        PostgresStore.open(where, null), TaskRules::decide, new Ids(random), settings);
  }

  /** For tests: the time is this clock's, not the database's. */
  public static Ledger openWithClock(
      PostgresSettings where, MoveSettings settings, LongSupplier random, Clock clock) {
    return new StoredLedger(
        PostgresStore.open(where, clock), TaskRules::decide, new Ids(random), settings);
  }
}
