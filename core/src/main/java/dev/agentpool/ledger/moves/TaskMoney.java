package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Money;

/**
 * What a task's attempts took out of its own cap.
 *
 * @param booked settled cost, unknown cost at its upper bound
 * @param held reservations of attempts that are not settled
 */
public record TaskMoney(Money booked, Money held) {
  public static final TaskMoney NONE = new TaskMoney(Money.ZERO, Money.ZERO);
}
