package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Tally;
import dev.agentpool.budget.Unit;
import dev.agentpool.budget.Uses;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.journal.Subject;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.ledger.books.TaskMoney;
import dev.agentpool.ledger.books.WorkBook;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.Decision;
import dev.agentpool.task.Move;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happens to an attempt after its claim.
 *
 * <p>INVARIANT: an attempt's cost is booked once, however often and late its result comes; only an
 * unknown cost may be replaced, once, by the known one.
 */
final class Attempts {
  private final Books books;
  private final Transitions transitions;
  private final Cashbox cashbox;
  private final QuestionMoves questions;
  private final MoneyMoves money;
  private final WordMoves words;
  private final MoveSettings settings;

  Attempts(
      Books books,
      Transitions transitions,
      Cashbox cashbox,
      QuestionMoves questions,
      MoneyMoves money,
      WordMoves words,
      MoveSettings settings) {
    this.books = books;
    this.transitions = transitions;
    this.cashbox = cashbox;
    this.questions = questions;
    this.money = money;
    this.words = words;
    this.settings = settings;
  }

  List<AttemptKey> renew(String node, List<AttemptKey> keys, Duration lease) {
    List<AttemptKey> stale = new ArrayList<>();
    Instant until = books.now().plus(lease);
    for (AttemptKey key : keys) {
      AttemptRecord attempt =
          books.attempts().find(key).filter(found -> found.node().equals(node)).orElse(null);
      if (attempt == null || !attempt.current()) {
        stale.add(key);
      }
      // Also one that is not current: its node is there and will settle it, so its money is not
      // forgotten yet.
      if (attempt != null && !attempt.settled() && until.isAfter(attempt.leaseUntil())) {
        books.attempts().put(new AttemptChange(attempt).leaseUntil(until).done());
      }
    }
    return stale;
  }

  Reply<Amount> extend(AttemptKey key, Amount more) {
    if (!more.isPositive()) {
      return Reply.refused(
          Refusal.Code.INVALID, "a reservation grows by more than zero, not by " + more);
    }
    AttemptRecord attempt = books.attempts().find(key).orElse(null);
    if (attempt == null || !attempt.current()) {
      return Reply.refused(Refusal.Code.STALE_ATTEMPT, "attempt " + key + " does not run any more");
    }
    TaskRecord task = books.tasks().find(key.task()).orElseThrow();
    PoolRecord pool = poolOf(task);
    Amount granted = more;
    Money own = pool.caps().ofTask(task.spec().cap());
    if (own != null && more.unit() == Unit.DOLLARS) {
      TaskMoney money = books.tasks().money(task.id());
      if (money.booked().plus(money.held()).plus(more.money()).isMoreThan(own)) {
        return Reply.refused(
            Refusal.Code.BUDGET_EXHAUSTED,
            "the own cap of " + task.id() + " is " + own + ": no room for " + more + " more");
      }
    }
    for (Account account : cashbox.accounts(pool, task.plan(), attempt.startedAt())) {
      Tally tally = account.of(more.unit());
      granted = tally.room().map(granted::min).orElse(granted);
      if (!granted.isPositive()) {
        return Reply.refused(
            Refusal.Code.BUDGET_EXHAUSTED,
            "no room for "
                + more
                + " more in "
                + account.key()
                + ": its cap is "
                + tally.cap()
                + ", spent "
                + tally.booked()
                + ", reserved "
                + tally.reserved());
      }
    }
    cashbox.extend(pool, task.plan(), task.id(), attempt.startedAt(), granted);
    Amount reserved = attempt.reservation().of(more.unit()).plus(granted);
    books.attempts().put(new AttemptChange(attempt).reserved(reserved).done());
    books
        .journal()
        .append(
            JournalKind.RESERVATION_EXTENDED,
            task.pool(),
            new Subject.OfTask(task.id()),
            key.fence(),
            task.state(),
            task.state(),
            "by " + granted + " to " + reserved);
    return Reply.done(reserved);
  }

  void noteSession(AttemptKey key, String folder, @Nullable String providerSession) {
    AttemptRecord attempt =
        books
            .attempts()
            .find(key)
            .orElseThrow(() -> new IllegalArgumentException("there is no attempt " + key));
    books.attempts().put(new AttemptChange(attempt).session(folder, providerSession).done());
  }

  Reply<TaskRecord> settle(AttemptKey key, TaskResult result) {
    TaskResult whole = bounded(key, whole(result));
    return end(key, new Move.Settle(key.fence(), whole), JournalKind.SETTLED, whole);
  }

  Reply<TaskRecord> putBack(AttemptKey key, String why, @Nullable Instant notBefore) {
    TaskResult nothing = TaskResult.withoutAgent(Outcome.of(OutcomeCode.NOT_STARTED, why));
    Instant due = notBefore == null ? null : notBefore.truncatedTo(ChronoUnit.MICROS);
    return end(key, new Move.PutBack(key.fence(), why, due), JournalKind.PUT_BACK, nothing);
  }

  private Reply<TaskRecord> end(AttemptKey key, Move move, JournalKind kind, TaskResult result) {
    TaskRecord task = books.tasks().find(key.task()).orElse(null);
    if (task == null) {
      return Reply.refused(Refusal.Code.TASK_NOT_FOUND, "there is no task " + key.task());
    }
    Optional<AttemptRecord> attempt = books.attempts().find(key);
    if (attempt.isEmpty()) {
      return Reply.refused(Refusal.Code.STALE_ATTEMPT, "there was never an attempt " + key);
    }
    return switch (transitions.decide(task, move)) {
      case Decision.Moved moved -> {
        book(task, attempt.get(), result);
        transitions.carryOut(task, moved.after(), kind, key.fence(), detail(result));
        yield Reply.done(moved.after());
      }
      case Decision.Refused refused -> {
        late(task, attempt.get(), result);
        yield new Reply.Refused<>(refused.refusal());
      }
      case Decision.Unchanged unchanged ->
          Reply.refused(Refusal.Code.STALE_ATTEMPT, unchanged.why());
    };
  }

  /** The task's result tells an unknown cost as it is booked. */
  private TaskResult bounded(AttemptKey key, TaskResult result) {
    return books
        .attempts()
        .find(key)
        .map(attempt -> result.withCost(Cashbox.booked(attempt, result.cost())))
        .orElse(result);
  }

  private void book(TaskRecord task, AttemptRecord attempt, TaskResult result) {
    Uses booked = Cashbox.booked(attempt, result);
    cashbox.settle(poolOf(task), task.plan(), attempt, booked);
    questions.withdrawAll(attempt.key(), "its attempt has ended");
    AttemptRecord settled = new AttemptChange(attempt).settled(booked, result, books.now()).done();
    books.attempts().put(settled);
    if (didWork(task, result)) {
      books.works().add(settled, brought(task, result));
    }
  }

  /** What is done by a node without an agent is no work, nor is what did nothing. */
  private static boolean didWork(TaskRecord task, TaskResult result) {
    return task.spec().part().byAgent() && result.outcome().code() != OutcomeCode.NOT_STARTED;
  }

  private static WorkBook.Brought brought(TaskRecord task, TaskResult result) {
    AgentReport report = result.report();
    Verdict verdict = result.verdict();
    Settings settings = task.spec().settings();
    String model =
        report.model() != null
            ? report.model()
            : verdict.configuredModel().isEmpty()
                ? settings.find(SettingKeys.MODEL).orElse(null)
                : verdict.configuredModel();
    return new WorkBook.Brought(
        verdict.provider().isEmpty()
            ? settings.find(SettingKeys.PROVIDER).orElse("")
            : verdict.provider(),
        model == null || model.isEmpty() ? null : model,
        report.spent().tokens(),
        report.spent().elapsed());
  }

  /**
   * A result that came after its attempt was no longer the current one: it moves money and no task.
   */
  private void late(TaskRecord task, AttemptRecord attempt, TaskResult result) {
    if (!attempt.settled()) {
      book(task, attempt, result);
      appendLate(task, attempt, detail(result));
      words.over(task);
    } else if (attempt.uses() != null) {
      becameKnown(task, attempt, attempt.uses(), result);
    }
  }

  private void becameKnown(TaskRecord task, AttemptRecord attempt, Uses before, TaskResult result) {
    Uses told = Cashbox.booked(attempt, result);
    Uses after = before;
    for (Unit unit : Unit.values()) {
      if (!before.of(unit).known() && told.of(unit).known()) {
        Amount known = told.of(unit).certain();
        cashbox.correct(poolOf(task), task.plan(), attempt, before.of(unit), known);
        after = after.with(told, unit);
      }
    }
    if (!after.equals(before)) {
      AttemptRecord known = new AttemptChange(attempt).settled(after, result, books.now()).done();
      books.works().takeBack(attempt);
      books.attempts().put(known);
      if (didWork(task, result)) {
        books.works().add(known, brought(task, result));
      }
      money.roomAgain(poolOf(task));
      appendLate(task, attempt, "its unknown cost became known: " + detail(result));
    }
  }

  private void appendLate(TaskRecord task, AttemptRecord attempt, String detail) {
    books
        .journal()
        .append(
            JournalKind.LATE_RESULT,
            task.pool(),
            new Subject.OfTask(task.id()),
            attempt.key().fence(),
            task.state(),
            task.state(),
            detail);
  }

  /**
   * Lost nodes: their tasks go back into the queue at once, their money is given up for lost after
   * the grace.
   */
  List<AttemptKey> expire() {
    List<AttemptKey> expired = new ArrayList<>();
    Instant now = books.now();
    for (AttemptRecord attempt : books.attempts().lapsed(now)) {
      TaskRecord task = books.tasks().find(attempt.key().task()).orElseThrow();
      String why = "the lease of node " + attempt.node() + " ran out: nothing was heard of it";
      Move move = new Move.PutBack(attempt.key().fence(), why, null);
      if (transitions.decide(task, move) instanceof Decision.Moved moved) {
        books
            .attempts()
            .put(
                new AttemptChange(attempt)
                    .notCurrent(Outcome.of(OutcomeCode.NOT_STARTED, why))
                    .done());
        questions.withdrawAll(attempt.key(), why);
        transitions.carryOut(task, moved.after(), JournalKind.PUT_BACK, attempt.key().fence(), why);
        expired.add(attempt.key());
      }
    }
    for (AttemptRecord attempt : books.attempts().forgotten(now.minus(settings.forgottenAfter()))) {
      TaskRecord task = books.tasks().find(attempt.key().task()).orElseThrow();
      Outcome outcome =
          Outcome.of(OutcomeCode.CRASHED, "nobody reported the end of attempt " + attempt.key());
      late(task, attempt, TaskResult.withoutAgent(outcome).withCost(new Cost.Unknown(Money.ZERO)));
    }
    return expired;
  }

  private PoolRecord poolOf(TaskRecord task) {
    return books.pools().find(task.pool()).orElseThrow();
  }

  private static String detail(TaskResult result) {
    String message = result.outcome().message();
    String shown = message.length() > 300 ? message.substring(0, 300) + "…" : message;
    return result.outcome().code().wireName()
        + ", "
        + result.cost()
        + (shown.isEmpty() ? "" : ": " + shown);
  }

  /** Times are kept in microseconds. */
  private static TaskResult whole(TaskResult result) {
    Instant until = result.outcome().until();
    return until == null
        ? result
        : result.withOutcome(
            new Outcome(
                result.outcome().code(),
                result.outcome().message(),
                until.truncatedTo(ChronoUnit.MICROS)));
  }
}
