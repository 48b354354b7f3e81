package dev.agentpool.ledger;

import dev.agentpool.budget.Money;
import org.jspecify.annotations.Nullable;

/**
 * Pending tasks of a pool that are alike.
 *
 * @param forMoney whether they wait for their pool to have money again
 * @param provider as their settings name it; empty when they name none
 * @param model as their settings name it; empty when they name none
 * @param tasks how many
 * @param capped how many of them have a cap of their own
 * @param left what these caps have left, together
 * @param dearest of the last settled tasks of that model; null when there is none
 */
public record Waiting(
    boolean forMoney,
    String provider,
    String model,
    long tasks,
    long capped,
    Money left,
    @Nullable Money dearest) {
  /** How many settled tasks an estimate looks at. */
  public static final int HISTORY = 20;

  public Waiting with(@Nullable Money known) {
    return new Waiting(forMoney, provider, model, tasks, capped, left, known);
  }
}
