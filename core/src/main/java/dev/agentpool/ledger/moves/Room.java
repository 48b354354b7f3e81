package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.Money;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.ledger.books.Candidate;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.PlanId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges what a claim would have to reserve for a task and whether the caps have room for it. Lives
 * as long as one claim.
 *
 * <p>A task's own cap is reserved whole or not at all. An estimate is only a guess, and what it
 * becomes is watched: where it does not fit, it is what the account has left, as soon as nothing
 * else is reserved there. So a cap below the estimate is spent and not passed.
 */
final class Room {
  private static final int HISTORY = 20;
  private static final Money A_MICRO_DOLLAR = Money.ofMicros(1);

  private final Books books;
  private final Cashbox cashbox;
  private final PoolRecord pool;
  private final ClaimRequest request;
  private final Account poolAccount;
  private final Account dayAccount;
  private final Map<String, Money> estimates = new HashMap<>();

  Room(Books books, Cashbox cashbox, PoolRecord pool, ClaimRequest request) {
    this.books = books;
    this.cashbox = cashbox;
    this.pool = pool;
    this.request = request;
    poolAccount = cashbox.poolAccount(pool);
    dayAccount = cashbox.dayAccount(pool, books.now());
  }

  sealed interface Verdict {}

  record Fits(Money reservation) implements Verdict {}

  /** No room while others run; which others compete for it decides who may pass. */
  record Full(boolean closesPlan, boolean closesAll) implements Verdict {}

  /** The day's cap is used up. */
  record Tomorrow(String why, Instant at) implements Verdict {}

  /**
   * Not even if every running attempt settled at zero.
   *
   * @param account whose cap is in the way, if it is one of the pool's; null for the task's own and
   *     for its plan's
   */
  record Never(String why, @Nullable Account account) implements Verdict {}

  Account today() {
    return dayAccount;
  }

  Verdict roomFor(Candidate candidate) {
    Money cap = candidate.cap() != null ? candidate.cap() : pool.caps().task();
    Money need;
    if (cap == null) {
      need = estimate(candidate.model());
    } else {
      Money left = cap.minus(candidate.money().booked());
      if (left.micros() <= 0) {
        return new Never(
            "the task's attempts have cost "
                + candidate.money().booked()
                + " of its own cap of "
                + cap
                + "; submit it again with a higher --max-budget-usd",
            null);
      }
      need = left.minus(candidate.money().held());
      if (need.micros() <= 0) {
        return new Full(
            false, false); // an attempt of its own that is not settled yet holds the whole cap
      }
    }
    boolean estimated = cap == null;
    Money least = estimated ? need.min(A_MICRO_DOLLAR) : need;
    Optional<Verdict> never = neverRoomFor(candidate, least, need, estimated);
    if (never.isPresent()) {
      return never.get();
    }
    Optional<Account> plan = planAccount(candidate.plan());
    if (estimated) {
      need = plan.isPresent() ? least(need, plan.get()) : need;
      need = least(least(need, poolAccount), dayAccount);
    }
    boolean planFull = plan.isPresent() && !plan.get().fits(need);
    boolean allFull = !poolAccount.fits(need) || !dayAccount.fits(need);
    return planFull || allFull ? new Full(planFull, allFull) : new Fits(need);
  }

  /** What is left, when that is less and nobody else draws on the account now. */
  private static Money least(Money need, Account account) {
    boolean free = account.reserved().equals(Money.ZERO);
    return free ? account.room().map(need::min).orElse(need) : need;
  }

  /**
   * @param least what there must be room for, once all that runs has settled at zero
   * @param need what is said of it
   */
  private Optional<Verdict> neverRoomFor(
      Candidate candidate, Money least, Money need, boolean estimated) {
    Optional<Account> plan = planAccount(candidate.plan());
    if (plan.isPresent() && !plan.get().couldEverFit(least)) {
      return Optional.of(
          never(
              "plan " + candidate.plan(),
              plan.get(),
              need,
              estimated,
              "submit it again with a higher plan cap",
              null));
    }
    if (!poolAccount.couldEverFit(least)) {
      return Optional.of(
          never(
              "pool " + pool.name(),
              poolAccount,
              need,
              estimated,
              "raise it with: agentpool budget set --pool-usd",
              poolAccount));
    }
    if (!dayAccount.couldEverFit(least)) {
      Money dayCap = pool.caps().day();
      if (dayCap != null && least.isMoreThan(dayCap)) {
        return Optional.of(
            never(
                "the day in pool " + pool.name(),
                Account.empty(dayAccount.key(), dayCap),
                need,
                estimated,
                "raise it with: agentpool budget set --day-usd",
                dayAccount));
      }
      Instant tomorrow =
          Cashbox.dayOf(books.now()).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      return Optional.of(
          new Tomorrow(
              "waits for the next day (UTC): "
                  + standing("today", dayAccount, need, estimated)
                  + "; raise it with: agentpool budget set --day-usd",
              tomorrow));
    }
    return Optional.empty();
  }

  private Optional<Account> planAccount(@Nullable PlanId plan) {
    return cashbox.planAccount(plan);
  }

  private static Never never(
      String whose,
      Account account,
      Money need,
      boolean estimated,
      String advice,
      @Nullable Account ofPool) {
    return new Never(
        "budget exhausted: "
            + standing(whose, account, need, estimated)
            + "; "
            + advice
            + (estimated ? "" : ", or lower the task's --max-budget-usd"),
        ofPool);
  }

  private static String standing(String whose, Account account, Money need, boolean estimated) {
    Money spent = account.spent().plus(account.unknown());
    String unknown =
        account.unknown().equals(Money.ZERO)
            ? ""
            : " (" + account.unknown() + " of it unknown cost)";
    return "the cap of "
        + whose
        + " is "
        + account.cap()
        + ", spent "
        + spent
        + unknown
        + ", and the task needs "
        + need
        + (estimated ? " (estimated)" : " (its own cap)");
  }

  private Money estimate(String model) {
    return estimates.computeIfAbsent(
        model,
        named ->
            books
                .attempts()
                .dearest(pool.id(), named, HISTORY)
                .map(dearest -> dearest.timesRoundedUp(request.estimateFactor()))
                .orElse(Money.ZERO)
                .max(request.estimate()));
  }
}
