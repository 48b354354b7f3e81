package dev.agentpool.engine;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Tally;
import dev.agentpool.budget.Unit;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.inside.Acting;
import dev.agentpool.ledger.InQueue;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.QuestionFilter;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import dev.agentpool.task.PlanId;
import dev.agentpool.task.TaskRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Why the caps of one pool let its pending tasks not begin. Each cap is looked up once; lives as
 * long as one answer.
 */
final class MoneyStandstill {
  private static final int MOST_QUESTIONS = 200;
  private final Ledger ledger;
  private final PoolConfig pool;
  private final BooleanSupplier slotIsFree;
  private final Map<PlanId, Optional<Account>> plans = new HashMap<>();
  private @Nullable List<Account> own;
  private @Nullable Optional<Caps> caps;
  private @Nullable Boolean isFree;
  private @Nullable String asked;

  MoneyStandstill(Ledger ledger, PoolConfig pool, BooleanSupplier slotIsFree) {
    this.ledger = ledger;
    this.pool = pool;
    this.slotIsFree = slotIsFree;
  }

  /**
   * A cap in a task's way.
   *
   * @param need what must fit; null for an estimate
   * @param isSure whether nothing of that size can fit
   */
  private record InTheWay(Account account, Tally tally, @Nullable Amount need, boolean isSure) {
    Amount left() {
      return tally.room().orElseThrow().max(Amount.zero(tally.unit()));
    }

    /** Of the cap, from 0 to 1. */
    double share() {
      return (double) left().count() / Math.max(1, tally.cap() == null ? 1 : tally.cap().count());
    }
  }

  /** For people; empty when nothing of the kind is in its way. */
  String why(TaskRecord task, InQueue place) {
    if (place.forMoney()) {
      return task.reason() + question();
    }
    return inTheWay(task, place).stream()
        .min(
            Comparator.comparing((InTheWay one) -> !one.isSure())
                .thenComparingDouble(InTheWay::share))
        .map(this::told)
        .orElse("");
  }

  /** Whether a cap has nothing left, whatever still runs. */
  boolean areSpent() {
    return own().stream()
        .flatMap(account -> List.of(Unit.values()).stream().map(account::of))
        .anyMatch(tally -> !tally.couldEverFit(new Amount(tally.unit(), 1)));
  }

  /** Caps of which something is set aside that leaves no room for this one. */
  private List<InTheWay> inTheWay(TaskRecord task, InQueue place) {
    List<InTheWay> found = new ArrayList<>();
    List<Account> all = new ArrayList<>(own());
    if (task.plan() != null) {
      plans.computeIfAbsent(task.plan(), ledger::account).ifPresent(all::add);
    }
    Money cap = capOf(task);
    Money needed = cap == null ? null : cap.minus(place.taken());
    for (Account account : all) {
      for (Unit unit : Unit.values()) {
        Tally tally = account.of(unit);
        if (tally.cap() != null && tally.reserved().isPositive()) {
          Amount need = unit == Unit.DOLLARS && needed != null ? Amount.of(needed) : null;
          Amount least = need == null ? pool.reserve().of(unit) : need;
          boolean isSure = !tally.fits(least);
          if (isSure ? place.passedOver() || isFree() : place.passedOver() && need == null) {
            found.add(new InTheWay(account, tally, need, isSure));
          }
        }
      }
    }
    return found;
  }

  private @Nullable Money capOf(TaskRecord task) {
    if (caps == null) {
      caps =
          ledger.pools().stream()
              .filter(record -> record.id().equals(pool.id()))
              .map(PoolRecord::caps)
              .findFirst();
    }
    return caps.orElse(Caps.NONE).ofTask(task.spec().cap());
  }

  private String told(InTheWay in) {
    Unit unit = in.tally().unit();
    boolean isOfPlan = in.account().key().kind() == AccountKey.Kind.PLAN;
    boolean isOfDay = in.account().key().kind() == AccountKey.Kind.DAY;
    return "waits for "
        + unit.wanted()
        + ": the cap of "
        + (isOfPlan ? "its plan" : (isOfDay ? "the day in pool " : "pool ") + pool.name())
        + " is "
        + in.tally().cap()
        + ", spent "
        + in.tally().booked()
        + ", set aside for what runs "
        + in.tally().reserved()
        + ", and the task needs "
        + (in.need() == null
            ? "more than is left, " + in.left() + " (estimated)"
            : in.need() + " (its own cap)")
        + "; it begins when what runs has left enough"
        + (isOfPlan ? "" : ", or raise it with: agentpool budget set " + unit.flag(isOfDay));
  }

  private List<Account> own() {
    if (own == null) {
      own = ledger.ownAccounts(pool.id());
    }
    return own;
  }

  private boolean isFree() {
    if (isFree == null) {
      isFree = slotIsFree.getAsBoolean();
    }
    return isFree;
  }

  /** What asks about it; who may not see the inbox hears nothing of it. */
  private String question() {
    if (asked == null) {
      asked =
          Acting.insider().isPresent()
              ? ""
              : ledger
                  .questions(
                      new QuestionFilter(
                          pool.id(), null, Set.of(Question.State.OPEN), MOST_QUESTIONS, 0))
                  .stream()
                  .filter(question -> question.asked().kind() == Asked.Kind.MONEY)
                  .findFirst()
                  .map(MoneyStandstill::answer)
                  .orElse("");
    }
    return asked;
  }

  private static String answer(Question question) {
    return "; answer it with: agentpool answer " + question.id() + " 'raise AMOUNT'";
  }
}
