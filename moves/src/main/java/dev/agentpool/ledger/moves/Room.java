package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Reservation;
import dev.agentpool.budget.Tally;
import dev.agentpool.budget.Unit;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.ledger.books.Candidate;
import dev.agentpool.pool.PoolRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges what a claim would have to reserve for a task and whether the caps have room for it, in
 * each unit that caps count. Lives as long as one claim.
 *
 * <p>What bounds a task is reserved whole or not at all. An estimate is only a guess, and what it
 * becomes is watched: where it does not fit, it is what the account has left, as soon as nothing
 * else is reserved there. So a cap below the estimate is spent and not passed.
 */
final class Room {
  private final Books books;
  private final Cashbox cashbox;
  private final PoolRecord pool;
  private final Needs needs;
  private final Account poolAccount;
  private final Account dayAccount;

  Room(Books books, Cashbox cashbox, PoolRecord pool, ClaimRequest request) {
    this.books = books;
    this.cashbox = cashbox;
    this.pool = pool;
    this.needs = new Needs(books, pool, request);
    poolAccount = cashbox.poolAccount(pool);
    dayAccount = cashbox.dayAccount(pool, books.now());
  }

  sealed interface Verdict {}

  record Fits(Reservation reservation) implements Verdict {}

  /** No room while others run; which others compete for it decides who may pass. */
  record Full(boolean closesPlan, boolean closesAll) implements Verdict {
    Full and(Full other) {
      return new Full(closesPlan || other.closesPlan, closesAll || other.closesAll);
    }
  }

  /**
   * A day's cap is used up.
   *
   * @param in the way
   */
  record Tomorrow(String why, Instant at, InTheWay in) implements Verdict {}

  /**
   * Not even if every running attempt settled at zero.
   *
   * @param in the way, if it is a cap of the pool's; null for the task's own and for its plan's
   */
  record Never(String why, @Nullable InTheWay in) implements Verdict {}

  /**
   * A cap of the pool's that has no room for a task.
   *
   * @param figures for people: the cap, what was spent of it, and what the task needs
   */
  record InTheWay(Cap cap, String figures) {}

  /** What stands in its way for longest decides; where nothing does, all of it is reserved. */
  Verdict roomFor(Candidate candidate) {
    Optional<Account> plan = cashbox.planAccount(candidate.plan());
    Reservation reservation = Reservation.NONE;
    Full full = null;
    Tomorrow tomorrow = null;
    for (Unit unit : Unit.values()) {
      switch (roomFor(candidate, plan.map(account -> account.of(unit)), unit)) {
        case Never never -> {
          return never;
        }
        case Tomorrow later -> tomorrow = tomorrow == null ? later : tomorrow;
        case Full other -> full = full == null ? other : full.and(other);
        case Fits(Reservation of) -> reservation = reservation.with(of.of(unit));
      }
    }
    return tomorrow != null ? tomorrow : full != null ? full : new Fits(reservation);
  }

  /**
   * What is needed of one unit.
   *
   * @param estimated whether it is a guess, which less may do for
   */
  private record Need(Amount amount, boolean estimated) {
    /** What there must be room for, once all that runs has settled at zero. */
    Amount least() {
      return estimated ? amount.min(new Amount(amount.unit(), 1)) : amount;
    }

    /** What is left, when that is less and nobody else draws on the account now. */
    Need least(Tally tally) {
      boolean free = estimated && !tally.reserved().isPositive();
      return free ? new Need(tally.room().map(amount::min).orElse(amount), true) : this;
    }
  }

  private Verdict roomFor(Candidate candidate, Optional<Tally> plan, Unit unit) {
    Tally whole = poolAccount.of(unit);
    Tally day = dayAccount.of(unit);
    Money cap = unit == Unit.DOLLARS ? needs.cap(candidate) : null;
    Need need;
    if (cap != null) {
      Money left = cap.minus(candidate.money().booked());
      if (left.micros() <= 0) {
        return overOwnCap(candidate, cap);
      }
      Money free = left.minus(candidate.money().held());
      if (free.micros() <= 0) {
        return new Full(
            false, false); // an attempt of its own that is not settled yet holds the whole cap
      }
      need = new Need(Amount.of(free), false);
    } else {
      boolean capped = whole.cap() != null || day.cap() != null || plan.map(Tally::cap).isPresent();
      need = need(candidate, unit, capped);
    }
    Optional<Verdict> never = neverRoomFor(candidate, plan, need);
    if (never.isPresent()) {
      return never.get();
    }
    if (plan.isPresent()) {
      need = need.least(plan.get());
    }
    Amount amount = need.least(whole).least(day).amount();
    boolean planFull = plan.isPresent() && !plan.get().fits(amount);
    boolean allFull = !whole.fits(amount) || !day.fits(amount);
    return planFull || allFull
        ? new Full(planFull, allFull)
        : new Fits(Reservation.NONE.with(amount));
  }

  private static Never overOwnCap(Candidate candidate, Money cap) {
    return new Never(
        "the task's attempts have cost "
            + candidate.money().booked()
            + " of its own cap of "
            + cap
            + "; submit it again with a higher --max-budget-usd",
        null);
  }

  /** Without a cap anywhere nothing is looked up: what is usual is noted, and never in the way. */
  private Need need(Candidate candidate, Unit unit, boolean capped) {
    if (unit == Unit.DOLLARS) {
      return new Need(needs.estimate(candidate, unit), true);
    }
    if (!capped) {
      return new Need(needs.usual(unit), true);
    }
    return needs
        .bound(candidate, unit)
        .map(bound -> new Need(bound, false))
        .orElseGet(() -> new Need(needs.estimate(candidate, unit), true));
  }

  private Optional<Verdict> neverRoomFor(Candidate candidate, Optional<Tally> plan, Need need) {
    Unit unit = need.amount().unit();
    Amount least = need.least();
    if (plan.isPresent() && !plan.get().couldEverFit(least)) {
      String advice = "submit it again with a higher plan cap";
      String figures = standing("plan " + candidate.plan(), plan.get(), need);
      return Optional.of(new Never(exhausted(figures, need, unit, advice), null));
    }
    Cap whole = new Cap(poolAccount, unit);
    if (!whole.tally().couldEverFit(least)) {
      return Optional.of(never(whole, standing("pool " + pool.name(), whole.tally(), need), need));
    }
    Cap day = new Cap(dayAccount, unit);
    if (day.tally().couldEverFit(least)) {
      return Optional.empty();
    }
    Amount usual = pool.caps().daily().of(unit);
    if (usual != null && least.isMoreThan(usual)) {
      String figures = standing("the day in pool " + pool.name(), Tally.empty(unit, usual), need);
      return Optional.of(never(day, figures, need));
    }
    Instant tomorrow =
        PoolCaps.dayOf(books.now()).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    String figures = standing("today", day.tally(), need);
    String why = "waits for the next day (UTC): " + figures + "; " + day.raiseIt();
    return Optional.of(new Tomorrow(why, tomorrow, new InTheWay(day, figures)));
  }

  private static Never never(Cap cap, String figures, Need need) {
    return new Never(
        exhausted(figures, need, cap.unit(), cap.raiseIt()), new InTheWay(cap, figures));
  }

  private static String exhausted(String figures, Need need, Unit unit, String advice) {
    return "budget exhausted: "
        + figures
        + "; "
        + advice
        + (need.estimated() ? "" : ", or lower the task's " + ownFlag(unit));
  }

  private static String ownFlag(Unit unit) {
    return unit == Unit.DOLLARS ? "--max-budget-usd" : "--max-" + unit.wireName();
  }

  private static String standing(String whose, Tally tally, Need need) {
    String unknown =
        tally.unknown().isPositive()
            ? " ("
                + tally.unknown()
                + " of it "
                + (tally.unit() == Unit.DOLLARS ? "unknown cost)" : "not known for certain)")
            : "";
    return "the cap of "
        + whose
        + " is "
        + tally.cap()
        + ", spent "
        + tally.booked()
        + unknown
        + ", and the task needs "
        + need.amount()
        + (need.estimated()
            ? " (estimated)"
            : tally.unit() == Unit.DOLLARS ? " (its own cap)" : " (what bounds it)");
  }
}
