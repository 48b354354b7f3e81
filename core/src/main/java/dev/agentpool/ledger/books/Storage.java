package dev.agentpool.ledger.books;

import dev.agentpool.ledger.Ledger;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * What a database is asked for: transactions and snapshots of the books. All methods may be called
 * from any thread.
 */
public interface Storage extends AutoCloseable {
  /**
   * Runs a move in a transaction of its own and returns when it is durable. The move may be run
   * again from the start if the first run was rolled back, so it must do nothing but use the books.
   * Throws {@link dev.agentpool.ledger.LedgerException} when the storage fails, or what the move
   * threw; then nothing was changed.
   */
  <T> T write(Function<Books, T> move);

  /**
   * Runs moves as {@link #write} does, each by itself, in this order, and returns when all are
   * durable; a storage makes that few transactions. When one throws, this throws it; what became of
   * the others is not told.
   */
  default <T> List<T> writeEach(List<Function<Books, T>> moves) {
    return moves.stream().map(this::<T>write).toList();
  }

  /** Reads from one consistent state of everything committed; does not block moves. */
  <T> T read(Function<Snapshot, T> reading);

  AutoCloseable onCommit(Ledger.CommitListener listener);

  /** Never goes back. */
  Instant now();

  @Override
  void close();
}
