package dev.agentpool.pool;

import dev.agentpool.budget.Limits;
import dev.agentpool.budget.Money;
import org.jspecify.annotations.Nullable;

/**
 * A pool's caps.
 *
 * @param whole over the pool's whole life
 * @param daily over one UTC day
 * @param task over all attempts of one task, when the task names no cap of its own; null for none
 */
public record Caps(Limits whole, Limits daily, @Nullable Money task) {
  public static final Caps NONE = new Caps(Limits.NONE, Limits.NONE, null);

  public Caps {
    if (task != null && task.micros() <= 0) {
      throw new IllegalArgumentException("a cap must be more than zero: " + task);
    }
  }

  /** Of dollars alone; null means no cap. */
  public Caps(@Nullable Money pool, @Nullable Money day, @Nullable Money task) {
    this(Limits.of(pool), Limits.of(day), task);
  }

  /** The cap in dollars over the pool's whole life. */
  public @Nullable Money pool() {
    return whole.money();
  }

  /** The cap in dollars over one UTC day. */
  public @Nullable Money day() {
    return daily.money();
  }

  /** What a task costs in all its attempts at most; null when nothing bounds it. */
  public @Nullable Money ofTask(@Nullable Money own) {
    return own != null ? own : task;
  }

  @Override
  public String toString() {
    // Dollars alone are noted as they always were: a pool's note must not seem changed.
    String dollars = "Caps[pool=" + pool() + ", day=" + day() + ", task=" + task + "]";
    Limits wholeRest = new Limits(null, whole.tokens(), whole.turns());
    Limits dailyRest = new Limits(null, daily.tokens(), daily.turns());
    return wholeRest.equals(Limits.NONE) && dailyRest.equals(Limits.NONE)
        ? dollars
        : dollars + " pool " + wholeRest.all() + ", day " + dailyRest.all();
  }
}
