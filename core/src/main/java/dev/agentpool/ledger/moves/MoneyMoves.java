package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Money;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.ledger.QuestionDraft;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.WhenOut;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.ledger.books.Candidate;
import dev.agentpool.ledger.books.Place;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Asked;
import dev.agentpool.question.MoneyAnswer;
import dev.agentpool.question.Question;
import dev.agentpool.question.QuestionId;
import dev.agentpool.settings.BudgetExhausted;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.Move;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tasks for which a cap of their pool has no money left, and the one question a pool has about it.
 * Lives inside one transaction.
 *
 * <p>INVARIANTS: a pool has at most one open question for money, and one when a task waits for it;
 * what its answer brings about is in the transaction of the answer, so it comes about once.
 */
final class MoneyMoves {
  private static final int ALL = Integer.MAX_VALUE;
  private static final int LONGEST_NAME = 100;
  private final Books books;
  private final Transitions transitions;
  private final Cashbox cashbox;
  private final QuestionMoves questions;

  MoneyMoves(Books books, Transitions transitions, Cashbox cashbox, QuestionMoves questions) {
    this.books = books;
    this.transitions = transitions;
    this.cashbox = cashbox;
    this.questions = questions;
  }

  /** Whether a person is asked for money for this task: its own settings come first. */
  boolean asks(Candidate candidate, ClaimRequest request) {
    Settings own = books.tasks().find(candidate.task()).orElseThrow().spec().settings();
    return BudgetExhausted.isIn(own)
        ? BudgetExhausted.of(own) == BudgetExhausted.ASK
        : request.whenOut().asks();
  }

  /**
   * The task waits, out of the way of others, and the pool has its question.
   *
   * @param account whose cap is in its way
   * @param until when there is money in any case; null for never
   */
  void waits(
      PoolRecord pool,
      Candidate candidate,
      Account account,
      ClaimRequest request,
      @Nullable Instant until) {
    TaskRecord task = books.tasks().find(candidate.task()).orElseThrow();
    String why = "waits for money: " + what(pool, account) + "; see agentpool inbox";
    transitions.move(task, new Move.Postpone(why, until), JournalKind.PUT_BACK, 0, why);
    books.queue().putPlace(task.id(), Place.UNPAID);
    Question open = open(pool).orElse(null);
    if (open == null) {
      ask(pool, account, request.whenOut());
    } else if (!isOf(account, open) && !isOf(cashbox.poolAccount(pool), open)) {
      questions.withdraw(open.id(), "another cap is used up as well, and is asked about");
      ask(pool, account, request.whenOut());
    }
  }

  private static boolean isOf(Account account, Question question) {
    return name(account).equals(question.requestId());
  }

  private static String what(PoolRecord pool, Account account) {
    String named =
        pool.name().length() > LONGEST_NAME
            ? pool.name().substring(0, LONGEST_NAME) + "…"
            : pool.name();
    return (account.key().kind() == AccountKey.Kind.DAY ? "today's cap" : "the cap")
        + " of pool "
        + named.replaceAll("\\R", " ")
        + ", "
        + account.cap()
        + ", is used up";
  }

  private static String name(Account account) {
    return "money " + account.key().value();
  }

  private void ask(PoolRecord pool, Account account, WhenOut out) {
    Money cap = account.cap() == null ? Money.ZERO : account.cap();
    Money spent = account.spent().plus(account.unknown());
    String amount = (cap.micros() > 0 ? cap : Money.ofUsd(1)).told().substring(1);
    Duration within = out.within();
    Asked asked =
        new Asked(
            Asked.Kind.MONEY,
            what(pool, account)
                + " (spent "
                + spent
                + "): raise it by an amount, for good or for today, or drop what waits?",
            "{\"cap\":\""
                + (account.key().kind() == AccountKey.Kind.DAY ? "day" : "pool")
                + "\",\"cap_microdollars\":"
                + cap.micros()
                + ",\"spent_microdollars\":"
                + spent.micros()
                + "}",
            List.of("raise " + amount, "raise " + amount + " today", "drop"));
    questions.ask(
        new QuestionDraft(
            pool.id(),
            null,
            name(account),
            asked,
            within == null ? null : books.now().plus(within),
            within == null
                ? null
                : Answer.no("nobody answered within " + within.toSeconds() + " s"),
            null));
  }

  private Optional<Question> open(PoolRecord pool) {
    return books.questions().openOf(pool.id(), Asked.Kind.MONEY);
  }

  /** Takes the question back when it has nothing to be answered for any more. */
  void tidy(PoolRecord pool) {
    Question question = open(pool).orElse(null);
    if (question == null) {
      roomAgain(pool); // mostly none; what waits has its question
    } else if (isOfAnotherDay(pool, question)) {
      questions.withdraw(question.id(), "the day is over");
      roomAgain(pool);
    } else if (books.queue().unpaid(pool.id(), 1).isEmpty()) {
      questions.withdraw(question.id(), "no task waits for money any more");
    }
  }

  private boolean isOfAnotherDay(PoolRecord pool, Question question) {
    return !isOf(cashbox.poolAccount(pool), question)
        && !isOf(cashbox.dayAccount(pool, books.now()), question);
  }

  /** A person set the caps, with or without the question in mind. */
  void capsChanged(PoolRecord pool) {
    open(pool).ifPresent(question -> questions.withdraw(question.id(), "the caps were changed"));
    roomAgain(pool);
  }

  /** What waits for money is looked at again. */
  void roomAgain(PoolRecord pool) {
    for (TaskId id : books.queue().unpaid(pool.id(), ALL)) {
      TaskRecord task = books.tasks().find(id).orElseThrow();
      transitions.move(task, new Move.Postpone("", null), JournalKind.PUT_BACK, 0, "");
    }
  }

  Reply<Question> answer(QuestionId id, Answer answer, String by) {
    Question question = books.questions().find(id).orElse(null);
    if (question == null || !isForMoney(question) || question.state() != Question.State.OPEN) {
      return questions.answer(id, answer, by);
    }
    PoolRecord pool = books.pools().find(question.pool()).orElseThrow();
    if (isOfAnotherDay(pool, question)) {
      questions.withdraw(id, "the day is over");
      roomAgain(pool);
      return questions.answer(id, answer, by);
    }
    MoneyAnswer said;
    try {
      said = MoneyAnswer.of(answer);
    } catch (IllegalArgumentException none) {
      return Reply.refused(Refusal.Code.INVALID, String.valueOf(none.getMessage()));
    }
    questions.answer(id, answer, by).orThrow();
    Question delivered = questions.delivered(id).orThrow();
    carryOut(pool, !isOf(cashbox.poolAccount(pool), question), said, by);
    return Reply.done(delivered);
  }

  private static boolean isForMoney(Question question) {
    return question.attempt() == null
        && question.requestId() != null
        && question.asked().kind() == Asked.Kind.MONEY;
  }

  private void carryOut(PoolRecord pool, boolean ofDay, MoneyAnswer said, String by) {
    switch (said) {
      case MoneyAnswer.Raise(Money more, boolean forToday) -> {
        if (!forToday) {
          raise(pool, more, ofDay);
        } else if (ofDay) {
          cashbox.raiseDay(pool, more);
        } else {
          cashbox.raisePoolForToday(pool, more);
        }
        roomAgain(pool);
      }
      case MoneyAnswer.Drop(String why) -> drop(pool, by + (why.isEmpty() ? "" : ": " + why));
    }
  }

  private void raise(PoolRecord pool, Money more, boolean ofDay) {
    Caps caps = pool.caps();
    Money whole = ofDay ? caps.pool() : cashbox.poolAccount(pool).cap(); // what was shown
    Money day = ofDay ? cashbox.dayAccount(pool, books.now()).cap() : caps.day();
    cashbox.putCaps(
        pool,
        new Caps(
            ofDay || whole == null ? whole : whole.plus(more),
            ofDay && day != null ? day.plus(more) : day,
            caps.task()));
  }

  private void drop(PoolRecord pool, String by) {
    List<TaskRecord> waiting =
        books.queue().unpaid(pool.id(), ALL).stream()
            .map(task -> books.tasks().find(task).orElseThrow())
            .toList();
    String why = "budget exhausted: the tasks that waited for money were dropped by " + by;
    transitions.moveAll(
        waiting, new Move.RefuseForBudget(why), JournalKind.REFUSED_FOR_BUDGET, why);
  }

  /** Answers those whose deadline has passed, as they said. */
  List<Question> lapse() {
    List<Question> lapsed = new ArrayList<>();
    for (Question question : books.questions().due(books.now())) {
      Answer otherwise = question.otherwise();
      if (otherwise != null
          && answer(question.id(), otherwise, "its deadline")
              instanceof Reply.Done<Question>(Question after)) {
        lapsed.add(after);
      }
    }
    return lapsed;
  }
}
