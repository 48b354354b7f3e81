package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.Money;
import dev.agentpool.ledger.ClaimRequest;
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
 */
final class Room {
  private static final int HISTORY = 20;

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

  /** Not even if every running attempt settled at zero. */
  record Never(String why) implements Verdict {}

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
                + "; submit it again with a higher --max-budget-usd");
      }
      need = left.minus(candidate.money().held());
      if (need.micros() <= 0) {
        return new Full(
            false, false); // an attempt of its own that is not settled yet holds the whole cap
      }
    }
    return roomFor(candidate, need, cap == null);
  }

  private Verdict roomFor(Candidate candidate, Money need, boolean estimated) {
    Optional<Account> plan = planAccount(candidate.plan());
    if (plan.isPresent() && !plan.get().couldEverFit(need)) {
      return never(
          "plan " + candidate.plan(),
          plan.get(),
          need,
          estimated,
          "submit it again with a higher plan cap");
    }
    if (!poolAccount.couldEverFit(need)) {
      return never(
          "pool " + pool.name(),
          poolAccount,
          need,
          estimated,
          "raise it with: agentpool budget set --pool-usd");
    }
    if (!dayAccount.couldEverFit(need)) {
      Money dayCap = pool.caps().day();
      if (dayCap != null && need.isMoreThan(dayCap)) {
        return never(
            "the day in pool " + pool.name(),
            Account.empty(dayAccount.key(), dayCap),
            need,
            estimated,
            "raise it with: agentpool budget set --day-usd");
      }
      Instant tomorrow =
          Cashbox.dayOf(books.now()).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      return new Tomorrow(
          "waits for the next day (UTC): "
              + standing("today", dayAccount, need, estimated)
              + "; raise it with: agentpool budget set --day-usd",
          tomorrow);
    }
    boolean planFull = plan.isPresent() && !plan.get().fits(need);
    boolean allFull = !poolAccount.fits(need) || !dayAccount.fits(need);
    return planFull || allFull ? new Full(planFull, allFull) : new Fits(need);
  }

  private Optional<Account> planAccount(@Nullable PlanId plan) {
    return cashbox.planAccount(plan);
  }

  private static Never never(
      String whose, Account account, Money need, boolean estimated, String advice) {
    return new Never(
        "budget exhausted: "
            + standing(whose, account, need, estimated)
            + "; "
            + advice
            + (estimated
                ? ", or bound the task with --max-budget-usd, or lower budget.reserve_usd"
                : ", or lower the task's --max-budget-usd"));
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
                .dearest(pool.id(), named, HISTORY)
                .map(dearest -> dearest.timesRoundedUp(request.estimateFactor()))
                .orElse(Money.ZERO)
                .max(request.estimate()));
  }
}
