package dev.agentpool.pool;

import dev.agentpool.budget.Money;
import org.jspecify.annotations.Nullable;

/**
 * A pool's caps. Null means no cap.
 *
 * @param pool over the pool's whole life
 * @param day over one UTC day
 * @param task over all attempts of one task, when the task names no cap of its own
 */
public record Caps(@Nullable Money pool, @Nullable Money day, @Nullable Money task) {
  public static final Caps NONE = new Caps(null, null, null);

  public Caps {
    for (Money cap : new Money[] {pool, day, task}) {
      if (cap != null && cap.micros() <= 0) {
        throw new IllegalArgumentException("a cap must be more than zero: " + cap);
      }
    }
  }
}
