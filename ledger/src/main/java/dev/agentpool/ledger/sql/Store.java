package dev.agentpool.ledger.sql;

import dev.agentpool.ledger.Ledger;
import java.time.Instant;
import java.util.function.Function;

/** Transactions on one database. All methods may be called from any thread. */
public interface Store extends AutoCloseable {
  /**
   * Runs a move in a transaction of its own and returns when it is durable. The move may be run
   * again from the start if the first run was rolled back, so it must do nothing but use the books.
   * Throws {@link dev.agentpool.ledger.LedgerException} when the store fails, or what the move
   * threw; then nothing was changed.
   */
  <T> T write(Function<SqlBooks, T> move);

  /** Reads from one consistent state of everything committed; does not block moves. */
  <T> T read(Function<Statements, T> reading);

  AutoCloseable onCommit(Ledger.CommitListener listener);

  Instant now();

  @Override
  void close();
}
