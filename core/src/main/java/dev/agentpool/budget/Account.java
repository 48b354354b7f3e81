package dev.agentpool.budget;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One cap and what stands against it. INVARIANT (checked by {@link #reserve}): spent + unknown +
 * reserved never exceeds the cap by a reservation; only the settled cost of a model request that
 * was in flight can.
 *
 * @param key which cap: see {@link AccountKey}
 * @param cap the most that may be spent; null for no cap
 * @param spent settled, known cost
 * @param unknown upper bounds of settled attempts whose cost nobody reported
 * @param seen what is certain of those; never more than {@code unknown}
 * @param reserved set aside for running attempts
 */
public record Account(
    AccountKey key, @Nullable Money cap, Money spent, Money unknown, Money seen, Money reserved) {
  public static Account empty(AccountKey key, @Nullable Money cap) {
    return new Account(key, cap, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);
  }

  /** What is left to reserve; empty when there is no cap. May be negative. */
  public Optional<Money> room() {
    return cap == null
        ? Optional.empty()
        : Optional.of(cap.minus(spent).minus(unknown).minus(reserved));
  }

  /** Whether the amount could be reserved once every running attempt had settled at zero. */
  public boolean couldEverFit(Money amount) {
    return cap == null || !amount.isMoreThan(cap.minus(spent).minus(unknown));
  }

  public boolean fits(Money amount) {
    return cap == null || !amount.isMoreThan(cap.minus(spent).minus(unknown).minus(reserved));
  }

  /** Sets money aside. The caller has asked {@link #fits} in the same transaction. */
  public Account reserve(Money amount) {
    if (amount.isNegative() || !fits(amount)) {
      throw new IllegalStateException("no room for " + amount + " in " + this);
    }
    return new Account(key, cap, spent, unknown, seen, reserved.plus(amount));
  }

  /** Gives back money that was set aside. */
  public Account release(Money amount) {
    Money left = reserved.minus(amount);
    if (amount.isNegative() || left.isNegative()) {
      throw new IllegalStateException("releases " + amount + " that was never reserved in " + this);
    }
    return new Account(key, cap, spent, unknown, seen, left);
  }

  /** Replaces a reservation by the cost that became real. */
  public Account settle(Money reservation, Cost cost) {
    Money left = reserved.minus(reservation);
    if (left.isNegative()) {
      throw new IllegalStateException(
          "settles " + reservation + " that was never reserved in " + this);
    }
    return switch (cost) {
      case Cost.Known known ->
          new Account(key, cap, spent.plus(known.amount()), unknown, seen, left);
      case Cost.Unknown unsure -> {
        Money bound = unsure.atMost().orElse(reservation.max(unsure.atLeast()));
        yield new Account(key, cap, spent, unknown.plus(bound), seen.plus(unsure.atLeast()), left);
      }
    };
  }

  /**
   * Adds a cost that became known after its attempt was settled; moves it out of unknown when it
   * stood there.
   */
  public Account correct(Cost.Unknown was, Money nowKnown) {
    return new Account(
        key,
        cap,
        spent.plus(nowKnown),
        unknown.minus(was.atMost().orElse(was.atLeast())),
        seen.minus(was.atLeast()),
        reserved);
  }

  /** What all settled attempts come to. */
  public Cost cost() {
    return unknown.equals(Money.ZERO)
        ? Cost.known(spent)
        : new Cost.Unknown(spent.plus(seen), spent.plus(unknown));
  }

  /** The most that unknown costs can add to what is certain. */
  public Money unsure() {
    return unknown.minus(seen);
  }

  public Account withCap(@Nullable Money newCap) {
    return new Account(key, newCap, spent, unknown, seen, reserved);
  }
}
