package dev.agentpool.ledger.books;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;

/**
 * What a task's attempts took out of its own cap.
 *
 * @param booked settled cost, unknown cost at its upper bound
 * @param held reservations of attempts that are not settled
 * @param certain settled cost, of an unknown one what was seen of it
 * @param unsure how many attempts there are whose cost is not known: open ones too
 */
public record TaskMoney(Money booked, Money held, Money certain, long unsure) {
  public static final TaskMoney NONE = new TaskMoney(Money.ZERO, Money.ZERO, Money.ZERO, 0);

  /** An attempt begins. */
  public TaskMoney reserved(Money amount) {
    return new TaskMoney(booked, held.plus(amount), certain, unsure + 1);
  }

  /** The attempt that runs holds more. */
  public TaskMoney extended(Money more) {
    return new TaskMoney(booked, held.plus(more), certain, unsure);
  }

  /** The attempt that runs holds less. */
  public TaskMoney released(Money less) {
    return new TaskMoney(booked, held.minus(less), certain, unsure);
  }

  /**
   * @param cost with its bound
   */
  public TaskMoney settled(Money reservation, Cost cost) {
    return new TaskMoney(
        booked.plus(cost.atMost().orElseThrow()),
        held.minus(reservation),
        certain.plus(cost.atLeast()),
        cost.isKnown() ? unsure - 1 : unsure);
  }

  public TaskMoney corrected(Cost.Unknown was, Money known) {
    return new TaskMoney(
        booked.minus(was.atMost().orElseThrow()).plus(known),
        held,
        certain.minus(was.atLeast()).plus(known),
        unsure - 1);
  }

  /** What the task cost so far; of an attempt that runs at most what is set aside for it. */
  public Cost cost() {
    return unsure == 0 ? Cost.known(booked) : new Cost.Unknown(certain, booked.plus(held));
  }

  /** Of several tasks. */
  public TaskMoney plus(TaskMoney other) {
    return new TaskMoney(
        booked.plus(other.booked),
        held.plus(other.held),
        certain.plus(other.certain),
        unsure + other.unsure);
  }
}
