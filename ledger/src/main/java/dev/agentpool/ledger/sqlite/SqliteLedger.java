package dev.agentpool.ledger.sqlite;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.moves.Ids;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.ledger.moves.StoredLedger;
import dev.agentpool.task.TaskRules;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * The ledger of one machine: one SQLite file in WAL mode with {@code synchronous=FULL}. Every move
 * that has returned survives a crash of the process and of the machine. That only one process opens
 * the file is the caller's business (the daemon's lock).
 */
public final class SqliteLedger {
  private SqliteLedger() {}

  /**
   * Opens the file, or makes it; its directory must exist. Throws {@link
   * dev.agentpool.ledger.LedgerException} when that fails, and leaves a damaged file or one of a
   * newer agentpool as it is.
   *
   * @param wallClock asked for the time once when it is the machine's own (see {@code
   *     SteadyClock}), else always
   */
  public static Ledger open(Path file, Clock wallClock) {
    return open(file, wallClock, MoveSettings.USUAL, new SecureRandom()::nextLong);
  }

  /**
   * The same with settings and a source of random numbers for ids, which is called by one thread at
   * a time.
   */
  public static Ledger open(
      Path file, Clock wallClock, MoveSettings settings, LongSupplier random) {
    return new StoredLedger(
        SqliteStore.open(new SqliteFile(file), wallClock),
        TaskRules::decide,
        new Ids(random),
        settings);
  }
}
