package dev.agentpool.engine;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Note;
import dev.agentpool.pool.PoolId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every agent of a pool is told with its system prompt (spec slot-pool 7.8). Kept in the
 * ledger. Thread-safe.
 */
public final class SharedContext {
  /** The space of notes; the node reads it too. */
  public static final String SPACE = "context";

  /** Characters of one value, and of all keys and values together: they go into every prompt. */
  public static final int MOST_VALUE = 64 * 1024;

  public static final int MOST = 256 * 1024;

  private final Ledger ledger;

  public SharedContext(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Sets or replaces. */
  public void set(PoolId pool, String key, String value) {
    if (value.length() > MOST_VALUE) {
      throw Refused.invalid(
          "the value of '"
              + key
              + "' has "
              + value.length()
              + " characters; at most "
              + MOST_VALUE
              + " fit into the shared context: put it into a file and share its name");
    }
    if (key.indexOf('\n') >= 0) {
      throw Refused.invalid("a context key is one line: " + key.replace("\n", "\\n"));
    }
    Tasks.checked(() -> Refused.orThrow(ledger.putNotes(pool, SPACE, Map.of(key, value), MOST)));
  }

  public Optional<Note> get(PoolId pool, String key) {
    return ledger.note(pool, SPACE, key);
  }

  /** Whether there was one. */
  public boolean delete(PoolId pool, String key) {
    return ledger.removeNote(pool, SPACE, key).isPresent();
  }

  /** In the order of the keys. */
  public List<Note> list(PoolId pool) {
    return ledger.notes(pool, SPACE);
  }
}
