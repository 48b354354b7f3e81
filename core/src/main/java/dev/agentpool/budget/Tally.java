package dev.agentpool.budget;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One cap of an account, in one unit, and what stands against it. INVARIANT (checked by {@link
 * #reserve}): spent + unknown + reserved never exceeds the cap by a reservation; only what a model
 * request took that was in flight can.
 *
 * @param cap the most that may be taken; null for no cap
 * @param spent settled, and known
 * @param unknown upper bounds of settled attempts of which nobody told all
 * @param seen what is certain of those; never more than {@code unknown}
 * @param reserved set aside for running attempts
 */
public record Tally(
    @Nullable Amount cap, Amount spent, Amount unknown, Amount seen, Amount reserved) {
  public static Tally empty(Unit unit, @Nullable Amount cap) {
    Amount zero = Amount.zero(unit);
    return new Tally(cap, zero, zero, zero, zero);
  }

  public Unit unit() {
    return spent.unit();
  }

  /** What is left to reserve; empty when there is no cap. May be negative. */
  public Optional<Amount> room() {
    return cap == null ? Optional.empty() : Optional.of(cap.minus(booked()).minus(reserved));
  }

  /** What all settled attempts can have come to at most. */
  public Amount booked() {
    return spent.plus(unknown);
  }

  /** Whether the amount could be reserved once every running attempt had settled at zero. */
  public boolean couldEverFit(Amount amount) {
    return cap == null || !amount.isMoreThan(cap.minus(booked()));
  }

  public boolean fits(Amount amount) {
    return room().map(room -> !amount.isMoreThan(room)).orElse(true);
  }

  /** Sets so much aside. The caller has asked {@link #fits} in the same transaction. */
  Tally reserve(Amount amount) {
    if (amount.isNegative() || !fits(amount)) {
      throw new IllegalStateException("no room for " + amount + " in " + this);
    }
    return new Tally(cap, spent, unknown, seen, reserved.plus(amount));
  }

  /** Gives back what was set aside. */
  Tally release(Amount amount) {
    Amount left = reserved.minus(amount);
    if (amount.isNegative() || left.isNegative()) {
      throw new IllegalStateException("releases " + amount + " that was never reserved in " + this);
    }
    return new Tally(cap, spent, unknown, seen, left);
  }

  /** Replaces a reservation by what became real. */
  Tally settle(Amount reservation, Use use) {
    Tally freed = release(reservation);
    return use.known()
        ? new Tally(cap, spent.plus(use.certain()), unknown, seen, freed.reserved)
        : new Tally(cap, spent, unknown.plus(use.most()), seen.plus(use.certain()), freed.reserved);
  }

  /** Adds what became known after its attempt was settled, and moves it out of unknown. */
  Tally correct(Use was, Amount nowKnown) {
    return new Tally(
        cap, spent.plus(nowKnown), unknown.minus(was.most()), seen.minus(was.certain()), reserved);
  }

  /** The most that is not certain of what is settled. */
  public Amount unsure() {
    return unknown.minus(seen);
  }

  Tally withCap(@Nullable Amount newCap) {
    return new Tally(newCap, spent, unknown, seen, reserved);
  }
}
