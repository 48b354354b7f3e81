package dev.agentpool.ledger.books;

import dev.agentpool.journal.JournalKind;
import dev.agentpool.journal.Subject;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskState;
import org.jspecify.annotations.Nullable;

/** The journal, at its end. */
public interface JournalBook {
  /**
   * Appends an entry under the next sequence number, at the time of the move; returns that number.
   */
  long append(
      JournalKind kind,
      PoolId pool,
      Subject subject,
      int fence,
      @Nullable TaskState from,
      @Nullable TaskState to,
      String detail);

  /** One of something that has no states: the pool itself, a note. */
  default long append(JournalKind kind, PoolId pool, Subject subject, String detail) {
    return append(kind, pool, subject, 0, null, null, detail);
  }
}
