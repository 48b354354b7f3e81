package dev.agentpool.ledger.books;

import dev.agentpool.ledger.Note;
import dev.agentpool.ledger.NoteReadings;
import dev.agentpool.pool.PoolId;

/** The notes of all pools. */
public interface NoteBook extends NoteReadings {
  /** Adds or replaces. */
  void put(PoolId pool, Note note);

  void remove(PoolId pool, String space, String key);
}
