package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.journal.Subject;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.Note;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.PlanId;
import dev.agentpool.task.TaskId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that an attempt draws on: its plan's, its pool's and that of the UTC day on which it
 * was claimed.
 *
 * <p>INVARIANT: each account's reserved money is the sum over the unsettled attempts that draw on
 * it, its spent and unknown money the sum over the settled ones.
 */
final class Cashbox {
  /** Space and key of the note that says for which day the pool's cap is raised. */
  private static final String RAISED = "raised";

  private final Books books;

  Cashbox(Books books) {
    this.books = books;
  }

  static LocalDate dayOf(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  static AccountKey dayKey(PoolId pool, Instant at) {
    return AccountKey.day(pool.value(), dayOf(at).toString());
  }

  /** With its cap of now: one that was raised for a day that is over is what it was. */
  Account poolAccount(PoolRecord pool) {
    Account account = stored(pool);
    return isRaised(pool, account) && !isRaisedToday(pool)
        ? account.withCap(pool.caps().pool())
        : account;
  }

  private Account stored(PoolRecord pool) {
    AccountKey key = AccountKey.pool(pool.id().value());
    return books.accounts().find(key).orElseGet(() -> Account.empty(key, pool.caps().pool()));
  }

  private static boolean isRaised(PoolRecord pool, Account account) {
    return !Objects.equals(account.cap(), pool.caps().pool());
  }

  private boolean isRaisedToday(PoolRecord pool) {
    return books
        .notes()
        .note(pool.id(), RAISED, RAISED)
        .filter(note -> note.value().equals(dayOf(books.now()).toString()))
        .isPresent();
  }

  /** The pool's cap is higher by so much until the end of this day. */
  void raisePoolForToday(PoolRecord pool, Money by) {
    Account account = poolAccount(pool);
    Money cap = account.cap();
    if (cap == null) {
      return;
    }
    books.accounts().put(pool.id(), account.withCap(cap.plus(by)));
    long n = journal(pool, "pool " + cap.plus(by) + " for today");
    String day = dayOf(books.now()).toString();
    books.notes().put(pool.id(), new Note(RAISED, RAISED, day, books.now(), n));
  }

  /** This day's cap is higher by so much; those of the days to come are not. */
  void raiseDay(PoolRecord pool, Money by) {
    Account today = dayAccount(pool, books.now());
    Money cap = today.cap();
    if (cap != null) {
      books.accounts().put(pool.id(), today.withCap(cap.plus(by)));
      journal(pool, "day " + cap.plus(by) + " for today");
    }
  }

  /** Writes down that a raise for a day is over, if it is. */
  void endRaise(PoolRecord pool) {
    Account account = stored(pool);
    if (isRaised(pool, account) && !isRaisedToday(pool)) {
      books.accounts().put(pool.id(), account.withCap(pool.caps().pool()));
      books.notes().remove(pool.id(), RAISED, RAISED);
      journal(pool, "pool " + shown(pool.caps().pool()) + " again: the day is over");
    }
  }

  /** New caps hold for the pool, for today and for days to come. */
  PoolRecord putCaps(PoolRecord before, Caps caps) {
    PoolRecord after = new PoolRecord(before.id(), before.name(), before.directory(), caps);
    Account today = dayAccount(before, books.now());
    books.pools().put(after);
    books.accounts().put(after.id(), stored(before).withCap(caps.pool()));
    books.accounts().put(after.id(), today.withCap(caps.day()));
    books.notes().remove(after.id(), RAISED, RAISED);
    journal(
        after,
        "pool "
            + shown(caps.pool())
            + ", day "
            + shown(caps.day())
            + ", task "
            + shown(caps.task()));
    return after;
  }

  private long journal(PoolRecord pool, String detail) {
    return books.journal().append(JournalKind.CAPS_CHANGED, pool.id(), Subject.POOL, detail);
  }

  private static String shown(@Nullable Money cap) {
    return cap == null ? "none" : cap.toString();
  }

  Account dayAccount(PoolRecord pool, Instant at) {
    AccountKey key = dayKey(pool.id(), at);
    return books.accounts().find(key).orElseGet(() -> Account.empty(key, pool.caps().day()));
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

  /** Sets money aside for an attempt that begins. */
  void reserve(
      PoolRecord pool, @Nullable PlanId plan, TaskId task, Instant claimedAt, Money amount) {
    change(pool, plan, claimedAt, account -> account.reserve(amount));
    books.tasks().putMoney(task, books.tasks().money(task).reserved(amount));
  }

  /** Sets more aside for an attempt that runs. */
  void extend(PoolRecord pool, @Nullable PlanId plan, TaskId task, Instant claimedAt, Money more) {
    change(pool, plan, claimedAt, account -> account.reserve(more));
    books.tasks().putMoney(task, books.tasks().money(task).extended(more));
  }

  /** Gives back some of what is set aside for an attempt that runs. */
  void release(PoolRecord pool, @Nullable PlanId plan, TaskId task, Instant claimedAt, Money less) {
    change(pool, plan, claimedAt, account -> account.release(less));
    books.tasks().putMoney(task, books.tasks().money(task).released(less));
  }

  /**
   * Books the cost in place of the reservation.
   *
   * @param cost an unknown one with its bound, as {@link #booked} gives it
   */
  void settle(PoolRecord pool, @Nullable PlanId plan, AttemptRecord attempt, Cost cost) {
    Money reserved = attempt.reserved();
    change(pool, plan, attempt.startedAt(), account -> account.settle(reserved, cost));
    TaskId task = attempt.key().task();
    books.tasks().putMoney(task, books.tasks().money(task).settled(reserved, cost));
  }

  /** An unknown cost is held at what was set aside for its attempt. */
  static Cost booked(AttemptRecord attempt, Cost cost) {
    return cost.boundedBy(attempt.reserved());
  }

  /** Replaces the bounds that were booked for an unknown cost by the cost that became known. */
  void correct(
      PoolRecord pool,
      @Nullable PlanId plan,
      AttemptRecord attempt,
      Cost.Unknown was,
      Money known) {
    change(pool, plan, attempt.startedAt(), account -> account.correct(was, known));
    TaskId task = attempt.key().task();
    books.tasks().putMoney(task, books.tasks().money(task).corrected(was, known));
  }

  private void change(
      PoolRecord pool, @Nullable PlanId plan, Instant claimedAt, UnaryOperator<Account> by) {
    for (Account account : accounts(pool, plan, claimedAt)) {
      books.accounts().put(pool.id(), by.apply(account));
    }
  }
}
