package dev.agentpool.budget;

/**
 * What an attempt cost. Unknown is not zero: it is held against the caps at its upper bound and
 * shown as unknown.
 */
public sealed interface Cost {
  /** The amount the provider reported, never negative. */
  record Known(Money amount) implements Cost {
    public Known {
      if (amount.isNegative()) {
        throw new IllegalArgumentException("a cost below zero: " + amount);
      }
    }
  }

  /** Nothing reported the end of it; {@code atLeast} was seen while it ran. */
  record Unknown(Money atLeast) implements Cost {}

  Cost NOTHING = new Known(Money.ZERO);

  static Cost known(Money amount) {
    return new Known(amount);
  }
}
