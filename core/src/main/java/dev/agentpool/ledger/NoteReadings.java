package dev.agentpool.ledger;

import dev.agentpool.pool.PoolId;
import java.util.List;
import java.util.Optional;

/** What the ledger tells of notes. */
public interface NoteReadings {
  Optional<Note> note(PoolId pool, String space, String key);

  /** All notes of a space in the order of their keys. */
  List<Note> notes(PoolId pool, String space);
}
