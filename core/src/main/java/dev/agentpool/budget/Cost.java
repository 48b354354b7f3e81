package dev.agentpool.budget;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What something cost: an attempt, a task, a chain, a pool. Unknown is not zero: it is told with
 * what is certain of it and with the most it can have been, and held against the caps at that.
 */
public sealed interface Cost {
  /** The amount the provider reported, never negative. */
  record Known(Money amount) implements Cost {
    public Known {
      if (amount.isNegative()) {
        throw new IllegalArgumentException("a cost below zero: " + amount);
      }
    }

    @Override
    public Money atLeast() {
      return amount;
    }

    @Override
    public Optional<Money> atMost() {
      return Optional.of(amount);
    }

    @Override
    public String toString() {
      return amount.toString();
    }
  }

  /**
   * Nothing reported the end of it.
   *
   * @param atLeast was seen while it ran
   * @param bound the most it can have been; null while nobody has said so, as before its attempt is
   *     settled
   */
  record Unknown(Money atLeast, @Nullable Money bound) implements Cost {
    public Unknown {
      if (bound != null && atLeast.isMoreThan(bound)) {
        throw new IllegalArgumentException("at least " + atLeast + ", but at most " + bound);
      }
    }

    public Unknown(Money atLeast) {
      this(atLeast, null);
    }

    @Override
    public Optional<Money> atMost() {
      return Optional.ofNullable(bound);
    }

    @Override
    public String toString() {
      return "at least "
          + atLeast
          + (bound == null ? ", nobody knows how much more" : ", at most " + bound);
    }
  }

  Cost NOTHING = new Known(Money.ZERO);

  static Cost known(Money amount) {
    return new Known(amount);
  }

  /** What is certain. */
  Money atLeast();

  /** The most it can have been; empty when nobody has said so. */
  Optional<Money> atMost();

  default boolean isKnown() {
    return this instanceof Known;
  }

  /** The sum is known when both are; else the bounds are added. */
  default Cost plus(Cost other) {
    Money sum = atLeast().plus(other.atLeast());
    return isKnown() && other.isKnown()
        ? new Known(sum)
        : new Unknown(sum, atMost().flatMap(most -> other.atMost().map(most::plus)).orElse(null));
  }

  /** This cost with a bound, where it has none yet; the bound is never below what is certain. */
  default Cost boundedBy(Money most) {
    return switch (this) {
      case Known known -> known;
      case Unknown(Money least, Money bound) when bound != null -> this;
      case Unknown(Money least, _) -> new Unknown(least, most.max(least));
    };
  }
}
