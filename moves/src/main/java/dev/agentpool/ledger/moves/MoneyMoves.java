package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Unit;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.WhenOut;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.ledger.books.Candidate;
import dev.agentpool.ledger.books.Place;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tasks for which a cap of their pool has nothing left, and the one question a pool has about it.
 * Lives inside one transaction.
 *
 * <p>INVARIANTS: a pool has at most one open question for money, and one when a task waits for it;
 * what its answer brings about is in the transaction of the answer, so it comes about once.
 */
final class MoneyMoves {
  private static final int ALL = Integer.MAX_VALUE;
  private final Books books;
  private final Transitions transitions;
  private final Cashbox cashbox;
  private final PoolCaps caps;
  private final QuestionMoves questions;

  MoneyMoves(
      Books books,
      Transitions transitions,
      Cashbox cashbox,
      PoolCaps caps,
      QuestionMoves questions) {
    this.books = books;
    this.transitions = transitions;
    this.cashbox = cashbox;
    this.caps = caps;
    this.questions = questions;
  }

  /** Whether a person is asked for money for this task: its own settings come first. */
  boolean asks(Candidate candidate, ClaimRequest request) {
    Settings own = books.tasks().find(candidate.task()).orElseThrow().spec().settings();
    return asks(own, request.whenOut().asks());
  }

  private static boolean asks(Settings own, boolean otherwise) {
    return BudgetExhausted.isIn(own) ? BudgetExhausted.of(own) == BudgetExhausted.ASK : otherwise;
  }

  /**
   * The task waits, out of the way of others, and the pool has its question.
   *
   * @param in its way
   * @param until when there is room in any case; null for never
   */
  void waits(
      PoolRecord pool,
      Candidate candidate,
      Room.InTheWay in,
      ClaimRequest request,
      @Nullable Instant until) {
    Cap cap = in.cap();
    TaskRecord task = books.tasks().find(candidate.task()).orElseThrow();
    String why =
        "waits for "
            + cap.unit().wanted()
            + ": "
            + in.figures()
            + "; see agentpool inbox, or "
            + cap.raiseIt();
    transitions.move(task, new Move.Postpone(why, until), JournalKind.PUT_BACK, 0, why);
    books.queue().putPlace(task.id(), Place.UNPAID);
    Question open = open(pool).orElse(null);
    if (open == null) {
      ask(pool, cap, request.whenOut());
    } else if (!isOf(cap, open) && !isWider(pool, open)) {
      questions.withdraw(open.id(), "another cap is used up as well, and is asked about");
      ask(pool, cap, request.whenOut());
    }
  }

  private void ask(PoolRecord pool, Cap cap, WhenOut out) {
    questions.ask(MoneyQuestion.of(pool, cap, out.within(), books.now())).orThrow();
  }

  private static boolean isOf(Cap cap, Question question) {
    return cap.name().equals(question.requestId());
  }

  /** Whether it is about a cap of the pool's whole life, which no day ends. */
  private boolean isWider(PoolRecord pool, Question question) {
    return capOf(pool, question).filter(cap -> !cap.isOfDay()).isPresent();
  }

  /** Which of the pool's caps of now a question is about; empty when it was another day's. */
  private Optional<Cap> capOf(PoolRecord pool, Question question) {
    List<Cap> all = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      all.add(new Cap(cashbox.poolAccount(pool), unit));
      all.add(new Cap(cashbox.dayAccount(pool, books.now()), unit));
    }
    return all.stream().filter(cap -> isOf(cap, question)).findFirst();
  }

  private Optional<Question> open(PoolRecord pool) {
    return books.questions().openOf(pool.id(), Asked.Kind.MONEY);
  }

  /**
   * Takes the question back when it has nothing to be answered for any more. Returns whether tasks
   * that waited are to be looked at again.
   */
  boolean tidy(PoolRecord pool, WhenOut out) {
    Question question = open(pool).orElse(null);
    if (question == null) {
      return roomAgain(pool); // mostly none; what waits has its question
    } else if (capOf(pool, question).isEmpty()) {
      questions.withdraw(question.id(), "the day is over");
      return roomAgain(pool);
    }
    boolean again = !out.asks() && nobodyAsks(pool);
    if (books.queue().unpaid(pool.id(), 1).isEmpty()) {
      questions.withdraw(question.id(), "no task waits for money any more");
    }
    return again;
  }

  /** The pool's settings let nobody be asked any more: only what says so itself waits on. */
  private boolean nobodyAsks(PoolRecord pool) {
    boolean any = false;
    for (TaskId id : books.queue().unpaid(pool.id(), ALL)) {
      TaskRecord task = books.tasks().find(id).orElseThrow();
      if (!asks(task.spec().settings(), false)) {
        transitions.move(task, new Move.Postpone("", null), JournalKind.PUT_BACK, 0, "");
        any = true;
      }
    }
    return any;
  }

  /** A person set the caps, with or without the question in mind. */
  void capsChanged(PoolRecord pool) {
    open(pool).ifPresent(question -> questions.withdraw(question.id(), "the caps were changed"));
    roomAgain(pool);
  }

  /** What waits for money is looked at again; returns whether anything does. */
  boolean roomAgain(PoolRecord pool) {
    List<TaskId> waiting = books.queue().unpaid(pool.id(), ALL);
    for (TaskId id : waiting) {
      TaskRecord task = books.tasks().find(id).orElseThrow();
      transitions.move(task, new Move.Postpone("", null), JournalKind.PUT_BACK, 0, "");
    }
    return !waiting.isEmpty();
  }

  Reply<Question> answer(QuestionId id, Answer answer, String by) {
    Question question = books.questions().find(id).orElse(null);
    if (question == null || !isForMoney(question) || question.state() != Question.State.OPEN) {
      return questions.answer(id, answer, by);
    }
    PoolRecord pool = books.pools().find(question.pool()).orElseThrow();
    Cap cap = capOf(pool, question).orElse(null);
    if (cap == null) {
      questions.withdraw(id, "the day is over");
      roomAgain(pool);
      return questions.answer(id, answer, by);
    }
    MoneyAnswer said;
    try {
      said = MoneyAnswer.of(answer, cap.unit());
      checkBound(cap, said);
    } catch (IllegalArgumentException none) {
      return Reply.refused(Refusal.Code.INVALID, String.valueOf(none.getMessage()));
    }
    questions.answer(id, answer, by).orThrow();
    Question delivered = questions.delivered(id).orThrow();
    carryOut(pool, cap, said, by);
    return Reply.done(delivered);
  }

  /** What is raised again and again stays a number. */
  private static void checkBound(Cap cap, MoneyAnswer said) {
    Amount now = cap.tally().cap();
    if (now != null
        && said instanceof MoneyAnswer.Raise(Amount by, _)
        && by.count() > Amount.MOST - Math.min(now.count(), Amount.MOST)) {
      throw new IllegalArgumentException(
          "a cap is at most "
              + new Amount(cap.unit(), Amount.MOST)
              + ": "
              + now
              + " and "
              + by
              + " are more");
    }
  }

  private static boolean isForMoney(Question question) {
    return question.attempt() == null
        && question.requestId() != null
        && question.asked().kind() == Asked.Kind.MONEY;
  }

  private void carryOut(PoolRecord pool, Cap cap, MoneyAnswer said, String by) {
    switch (said) {
      case MoneyAnswer.Raise(Amount more, boolean forToday) -> {
        if (forToday) {
          caps.raiseForToday(pool, cap, more);
        } else {
          caps.raise(pool, cap, more);
        }
        roomAgain(pool);
      }
      case MoneyAnswer.Drop(String why) -> drop(pool, by + (why.isEmpty() ? "" : ": " + why));
    }
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
