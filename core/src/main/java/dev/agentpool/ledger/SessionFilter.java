package dev.agentpool.ledger;

import dev.agentpool.pool.PoolId;
import org.jspecify.annotations.Nullable;

/**
 * Which live sessions are meant.
 *
 * @param pool null for all
 * @param coordinator null for everybody's
 * @param lives whether only those that have not ended
 * @param limit at least 0
 * @param offset at least 0
 */
public record SessionFilter(
    @Nullable PoolId pool, @Nullable String coordinator, boolean lives, int limit, int offset) {
  public SessionFilter {
    if (limit < 0 || offset < 0) {
      throw new IllegalArgumentException("limit and offset cannot be negative");
    }
  }

  /** Those that live, of all pools. */
  public static SessionFilter living() {
    return new SessionFilter(null, null, true, Integer.MAX_VALUE, 0);
  }
}
