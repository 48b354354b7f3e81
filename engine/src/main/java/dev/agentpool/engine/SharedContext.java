package dev.agentpool.engine;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.Notes;
import dev.agentpool.ledger.space.Space;
import dev.agentpool.node.message.PoolContext;
import dev.agentpool.pool.PoolId;
import java.util.List;
import java.util.Optional;

/**
 * What every agent of a pool is told with its system prompt (spec slot-pool 7.8). Kept in the
 * ledger. Thread-safe.
 */
public final class SharedContext {
  /** By the keys. */
  public static final Space<String> SPACE = PoolContext.SPACE;

  /** What the space of its entries is called. */
  public static final String NAME = SPACE.name();

  private static final int MOST_VALUE = SPACE.bound().value();
  private final Notes<String> texts;

  public SharedContext(Ledger ledger) {
    this.texts = SPACE.in(ledger);
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
    Tasks.checked(() -> Refused.orThrow(texts.put(pool, key, value)));
  }

  public Optional<Noted<String>> get(PoolId pool, String key) {
    return texts.find(pool, key);
  }

  /** Whether there was one. */
  public boolean delete(PoolId pool, String key) {
    return texts.remove(pool, key);
  }

  /** In the order of the keys. */
  public List<Noted<String>> list(PoolId pool) {
    return texts.list(pool);
  }
}
