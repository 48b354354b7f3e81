package dev.agentpool.budget;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The caps of one thing and what stands against them: a {@link Tally} a unit, all of them moved by
 * the same moves.
 *
 * @param key of what: see {@link AccountKey}
 */
public record Account(AccountKey key, Tally dollars, Tally tokens, Tally turns) {
  public static Account empty(AccountKey key, Limits caps) {
    return new Account(
        key,
        Tally.empty(Unit.DOLLARS, caps.of(Unit.DOLLARS)),
        Tally.empty(Unit.TOKENS, caps.of(Unit.TOKENS)),
        Tally.empty(Unit.TURNS, caps.of(Unit.TURNS)));
  }

  public Tally of(Unit unit) {
    return switch (unit) {
      case DOLLARS -> dollars;
      case TOKENS -> tokens;
      case TURNS -> turns;
    };
  }

  /** The same with that tally in place of the one of its unit. */
  private Account with(Tally changed) {
    return switch (changed.unit()) {
      case DOLLARS -> new Account(key, changed, tokens, turns);
      case TOKENS -> new Account(key, dollars, changed, turns);
      case TURNS -> new Account(key, dollars, tokens, changed);
    };
  }

  /** Sets so much aside; {@link Tally#fits} was asked for each in the same transaction. */
  public Account reserve(Reservation reservation) {
    Account after = this;
    for (Unit unit : Unit.values()) {
      after = after.reserve(reservation.of(unit));
    }
    return after;
  }

  public Account reserve(Amount more) {
    return with(of(more.unit()).reserve(more));
  }

  /** Gives back what was set aside. */
  public Account release(Amount less) {
    return with(of(less.unit()).release(less));
  }

  /** Replaces a reservation by what became real. */
  public Account settle(Reservation reservation, Uses uses) {
    Account after = this;
    for (Unit unit : Unit.values()) {
      after = after.with(of(unit).settle(reservation.of(unit), uses.of(unit)));
    }
    return after;
  }

  /** Replaces what was booked as unknown by what became known after its attempt was settled. */
  public Account correct(Use was, Amount nowKnown) {
    return with(of(was.unit()).correct(was, nowKnown));
  }

  public Account withCap(Unit unit, @Nullable Amount cap) {
    return with(of(unit).withCap(cap));
  }

  public Account withCaps(Limits caps) {
    Account after = this;
    for (Unit unit : Unit.values()) {
      after = after.withCap(unit, caps.of(unit));
    }
    return after;
  }

  // its money, which most ask for

  public @Nullable Money cap() {
    Amount cap = dollars.cap();
    return cap == null ? null : cap.money();
  }

  public Money spent() {
    return dollars.spent().money();
  }

  public Money unknown() {
    return dollars.unknown().money();
  }

  public Money seen() {
    return dollars.seen().money();
  }

  public Money reserved() {
    return dollars.reserved().money();
  }

  /** What is left to reserve; empty when there is no cap. May be negative. */
  public Optional<Money> room() {
    return dollars.room().map(Amount::money);
  }

  /** Whether so much money could be reserved once every running attempt had settled at zero. */
  public boolean couldEverFit(Money amount) {
    return dollars.couldEverFit(Amount.of(amount));
  }

  /** What all settled attempts cost. */
  public Cost cost() {
    return unknown().equals(Money.ZERO)
        ? Cost.known(spent())
        : new Cost.Unknown(spent().plus(seen()), spent().plus(unknown()));
  }

  /** The most that unknown costs can add to what is certain. */
  public Money unsure() {
    return dollars.unsure().money();
  }
}
