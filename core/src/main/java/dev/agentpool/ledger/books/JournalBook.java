package dev.agentpool.ledger.books;

import dev.agentpool.journal.JournalKind;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskState;
import org.jspecify.annotations.Nullable;

/** The journal, at its end. */
public interface JournalBook {
  /** Appends an entry under the next sequence number, at the time of the move. */
  void append(
      JournalKind kind,
      PoolId pool,
      @Nullable TaskId task,
      int fence,
      @Nullable TaskState from,
      @Nullable TaskState to,
      String detail);
}
