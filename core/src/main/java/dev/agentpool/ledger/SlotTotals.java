package dev.agentpool.ledger;

import dev.agentpool.budget.Money;

/**
 * What all settled attempts of one slot come to.
 *
 * @param completed attempts that ended well
 * @param spent by all of them, also failed and cancelled ones; of an unknown cost what is held for
 *     it
 */
public record SlotTotals(long completed, Money spent) {
  public static final SlotTotals NONE = new SlotTotals(0, Money.ZERO);

  /** With one more attempt. */
  public SlotTotals plus(boolean success, Money cost) {
    return new SlotTotals(completed + (success ? 1 : 0), spent.plus(cost));
  }
}
