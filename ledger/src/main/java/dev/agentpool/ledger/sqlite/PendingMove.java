package dev.agentpool.ledger.sqlite;

import dev.agentpool.ledger.books.Books;
import dev.agentpool.ledger.sql.SqlTransaction;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A move that waits in the writer's queue, and its caller who waits for it. */
final class PendingMove<T> {
  private final Function<Books, T> move;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable T value; // written by the writer thread before ended
  private @Nullable RuntimeException failure; // the same

  PendingMove(Function<Books, T> move) {
    this.move = move;
  }

  /** On the writer thread. May come again when the transaction of the first run was rolled back. */
  void run(SqlTransaction transaction, Instant clock) {
    failure = null;
    value = transaction.run(clock, move);
  }

  void fail(RuntimeException why) {
    failure = why;
  }

  boolean failed() {
    return failure != null;
  }

  /** On the writer thread, once: the value is durable, or the failure is final. */
  void end() {
    ended.countDown();
  }

  /** Waits also when interrupted, because the move may be done already; the interrupt stays set. */
  void awaitEnd() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          ended.await();
          break;
        } catch (InterruptedException interrupt) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits for the end, and returns what came of it or throws why nothing did. */
  @SuppressWarnings(
      "NullAway") // a move that did not fail has its value, which is null only for a T that allows
  // it
  T await() {
    awaitEnd();
    if (failure != null) {
      throw failure;
    }
    return value;
  }
}
