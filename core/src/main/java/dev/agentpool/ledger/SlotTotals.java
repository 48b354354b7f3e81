package dev.agentpool.ledger;

import dev.agentpool.budget.Cost;

/**
 * What all settled attempts of one slot come to.
 *
 * @param completed attempts that ended well
 * @param cost of all of them, also failed and cancelled ones
 */
public record SlotTotals(long completed, Cost cost) {
  public static final SlotTotals NONE = new SlotTotals(0, Cost.NOTHING);

  /** With one more attempt. */
  public SlotTotals plus(boolean success, Cost more) {
    return new SlotTotals(completed + (success ? 1 : 0), cost.plus(more));
  }
}
