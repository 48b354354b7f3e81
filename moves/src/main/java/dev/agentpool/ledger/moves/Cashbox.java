package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Reservation;
import dev.agentpool.budget.Unit;
import dev.agentpool.budget.Use;
import dev.agentpool.budget.Uses;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.ledger.books.TaskMoney;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.PlanId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that an attempt draws on: its plan's, its pool's and that of the UTC day on which it
 * was claimed.
 *
 * <p>INVARIANT: of each unit, what an account has reserved is the sum over the unsettled attempts
 * that draw on it, what it has spent and unknown the sum over the settled ones.
 */
final class Cashbox {
  private final Books books;
  private final PoolCaps caps;

  Cashbox(Books books, PoolCaps caps) {
    this.books = books;
    this.caps = caps;
  }

  /** With its caps of now. */
  Account poolAccount(PoolRecord pool) {
    return caps.poolAccount(pool);
  }

  Account dayAccount(PoolRecord pool, Instant at) {
    return caps.dayAccount(pool, at);
  }

  Optional<Account> planAccount(@Nullable PlanId plan) {
    return plan == null ? Optional.empty() : books.accounts().find(AccountKey.plan(plan.value()));
  }

  /** Plan, pool, day: in the order in which a person should hear of them. */
  List<Account> accounts(PoolRecord pool, @Nullable PlanId plan, Instant claimedAt) {
    List<Account> accounts = new ArrayList<>(3);
    planAccount(plan).ifPresent(accounts::add);
    accounts.add(poolAccount(pool));
    accounts.add(dayAccount(pool, claimedAt));
    return accounts;
  }

  /** Sets aside for an attempt that begins. */
  void reserve(
      PoolRecord pool,
      @Nullable PlanId plan,
      TaskId task,
      Instant claimedAt,
      Reservation reservation) {
    change(pool, plan, claimedAt, account -> account.reserve(reservation));
    put(task, money(task).reserved(reservation.money()));
  }

  /** Sets more aside for an attempt that runs. */
  void extend(PoolRecord pool, @Nullable PlanId plan, TaskId task, Instant claimedAt, Amount more) {
    change(pool, plan, claimedAt, account -> account.reserve(more));
    if (more.unit() == Unit.DOLLARS) {
      put(task, money(task).extended(more.money()));
    }
  }

  /** Gives back some of what is set aside for an attempt that runs. */
  void release(
      PoolRecord pool, @Nullable PlanId plan, TaskId task, Instant claimedAt, Amount less) {
    change(pool, plan, claimedAt, account -> account.release(less));
    if (less.unit() == Unit.DOLLARS) {
      put(task, money(task).released(less.money()));
    }
  }

  /**
   * Books what an attempt took in place of its reservation.
   *
   * @param uses as {@link #booked} gives it
   */
  void settle(PoolRecord pool, @Nullable PlanId plan, AttemptRecord attempt, Uses uses) {
    Reservation reserved = attempt.reservation();
    change(pool, plan, attempt.startedAt(), account -> account.settle(reserved, uses));
    TaskId task = attempt.key().task();
    put(task, money(task).settled(reserved.money(), uses.cost()));
  }

  /** What is not known of a result is held at what was set aside for its attempt. */
  static Uses booked(AttemptRecord attempt, TaskResult result) {
    AgentReport.Spent spent = result.report().spent();
    return new Uses(
        booked(attempt, result.cost()),
        use(attempt, new Amount(Unit.TOKENS, spent.tokens().all()), spent.isCounted()),
        use(attempt, new Amount(Unit.TURNS, Math.max(0, spent.turns())), spent.isCounted()));
  }

  static Cost booked(AttemptRecord attempt, Cost cost) {
    return cost.boundedBy(attempt.reserved());
  }

  private static Use use(AttemptRecord attempt, Amount told, boolean whole) {
    return whole ? Use.known(told) : Use.unknown(told, attempt.reservation().of(told.unit()));
  }

  /** Replaces the bounds that were booked for an unknown use by what became known of it. */
  void correct(
      PoolRecord pool, @Nullable PlanId plan, AttemptRecord attempt, Use was, Amount known) {
    change(pool, plan, attempt.startedAt(), account -> account.correct(was, known));
    if (attempt.cost() instanceof Cost.Unknown cost && was.unit() == Unit.DOLLARS) {
      TaskId task = attempt.key().task();
      put(task, money(task).corrected(cost, known.money()));
    }
  }

  private TaskMoney money(TaskId task) {
    return books.tasks().money(task);
  }

  private void put(TaskId task, TaskMoney money) {
    books.tasks().putMoney(task, money);
  }

  private void change(
      PoolRecord pool, @Nullable PlanId plan, Instant claimedAt, UnaryOperator<Account> by) {
    for (Account account : accounts(pool, plan, claimedAt)) {
      books.accounts().put(pool.id(), by.apply(account));
    }
  }
}
