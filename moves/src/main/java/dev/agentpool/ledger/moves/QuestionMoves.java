package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Reservation;
import dev.agentpool.budget.Unit;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.journal.Subject;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.QuestionDraft;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import dev.agentpool.question.QuestionId;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves of questions. Lives inside one transaction.
 *
 * <p>INVARIANTS: a question is answered at most once; one whose attempt has ended waits for nobody;
 * one that is asked anew with other content has no answer of the former one.
 */
final class QuestionMoves {
  private static final int MOST_WAITING = 100;
  private final Books books;
  private final Cashbox cashbox;
  private final Ids ids;

  QuestionMoves(Books books, Cashbox cashbox, Ids ids) {
    this.books = books;
    this.cashbox = cashbox;
    this.ids = ids;
  }

  Reply<Question> ask(QuestionDraft draft) {
    if (books.pools().find(draft.pool()).isEmpty()) {
      return Reply.refused(Refusal.Code.POOL_NOT_FOUND, "no pool " + draft.pool() + " is open");
    }
    AttemptKey key = draft.attempt();
    if (key != null) {
      AttemptRecord attempt = books.attempts().find(key).orElse(null);
      if (attempt == null || !attempt.current() || !attempt.pool().equals(draft.pool())) {
        return Reply.refused(
            Refusal.Code.STALE_ATTEMPT, "attempt " + key + " does not run any more");
      }
      Optional<Question> former = former(key, draft.requestId());
      if (former.filter(it -> it.isOf(draft.asked(), draft.fingerprint())).isPresent()) {
        return Reply.done(former.get());
      }
      former.ifPresent(question -> close(question, "it was asked anew, with other content"));
      if (books.questions().waiting(key).size() >= MOST_WAITING) {
        return Reply.refused(
            Refusal.Code.INVALID,
            "attempt " + key + " waits for " + MOST_WAITING + " answers already");
      }
      shrink(attempt, draft.keep());
    }
    return Reply.done(add(draft));
  }

  private Optional<Question> former(AttemptKey attempt, @Nullable String requestId) {
    return requestId == null
        ? Optional.empty()
        : books
            .questions()
            .find(attempt, requestId)
            .filter(question -> question.state() != Question.State.VOID);
  }

  private Question add(QuestionDraft draft) {
    Instant deadline = draft.deadline();
    Question question =
        new Question(
            ids.question(),
            draft.pool(),
            draft.attempt(),
            draft.requestId(),
            draft.asked(),
            Question.State.OPEN,
            books.now(),
            deadline == null ? null : deadline.truncatedTo(ChronoUnit.MICROS),
            draft.otherwise(),
            null,
            null,
            "",
            draft.fingerprint());
    long n = journal(question, JournalKind.QUESTION_ASKED, draft.asked().title());
    books.questions().add(question, n);
    return question;
  }

  /** What waits with its agent is another one's meanwhile. */
  private void shrink(AttemptRecord attempt, @Nullable Reservation keep) {
    List<String> released = keep == null ? List.of() : release(attempt, keep);
    if (!released.isEmpty()) {
      TaskRecord task = books.tasks().find(attempt.key().task()).orElseThrow();
      books
          .journal()
          .append(
              JournalKind.RESERVATION_SHRUNK,
              task.pool(),
              new Subject.OfTask(task.id()),
              attempt.key().fence(),
              task.state(),
              task.state(),
              String.join(", ", released) + ": it waits for an answer");
    }
  }

  private List<String> release(AttemptRecord attempt, Reservation keep) {
    TaskRecord task = books.tasks().find(attempt.key().task()).orElseThrow();
    PoolRecord pool = books.pools().find(task.pool()).orElseThrow();
    AttemptChange after = new AttemptChange(attempt);
    List<String> released = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      Amount held = attempt.reservation().of(unit);
      Amount kept = keep.of(unit);
      if (held.isMoreThan(kept)) {
        Amount less = held.minus(kept);
        cashbox.release(pool, task.plan(), task.id(), attempt.startedAt(), less);
        after.reserved(kept);
        released.add("by " + less + " to " + kept);
      }
    }
    books.attempts().put(after.done());
    return released;
  }

  Reply<Question> answer(QuestionId id, Answer answer, String by) {
    Question question = books.questions().find(id).orElse(null);
    if (question == null) {
      return notFound(id);
    }
    return switch (question.state()) {
      case OPEN ->
          answer.lasting() == null || mayLast(question)
              ? Reply.done(answered(question, answer, by))
              : Reply.refused(
                  Refusal.Code.INVALID,
                  "only a permission can be given for a while, and "
                      + id
                      + " asks for "
                      + (question.asked().kind() == Asked.Kind.AGENT
                          ? "an answer in words"
                          : question.asked().kind().wireName()));
      case ANSWERED, DELIVERED ->
          Reply.refused(Refusal.Code.QUESTION_ANSWERED, "already answered" + how(question));
      case VOID ->
          Reply.refused(
              Refusal.Code.QUESTION_VOID,
              "nobody waits for an answer to " + id + ": " + question.reason());
    };
  }

  /** What an agent wants to do it may want again; another question has its answer for good. */
  private static boolean mayLast(Question question) {
    return question.asked().kind() == Asked.Kind.PERMISSION && question.attempt() != null;
  }

  private static String how(Question question) {
    Question.Given given = question.given();
    return given == null ? "" : " by " + given.by() + ": " + given.answer().shown();
  }

  private Question answered(Question question, Answer answer, String by) {
    Question after = question.answered(new Question.Given(answer, by, books.now()));
    books.questions().put(after);
    journal(after, JournalKind.QUESTION_ANSWERED, "by " + by + ": " + answer.shown());
    return after;
  }

  Reply<Question> delivered(QuestionId id) {
    Question question = books.questions().find(id).orElse(null);
    if (question == null) {
      return notFound(id);
    }
    return switch (question.state()) {
      case ANSWERED -> {
        Question after = question.closed(Question.State.DELIVERED, books.now(), "");
        books.questions().put(after);
        journal(after, JournalKind.QUESTION_DELIVERED, "");
        yield Reply.done(after);
      }
      case DELIVERED -> Reply.done(question);
      case OPEN ->
          Reply.refused(Refusal.Code.WRONG_STATE, "question " + id + " has no answer to deliver");
      case VOID ->
          Reply.refused(
              Refusal.Code.QUESTION_VOID, "question " + id + " is void: " + question.reason());
    };
  }

  Reply<Question> withdraw(QuestionId id, String why) {
    Question question = books.questions().find(id).orElse(null);
    if (question == null) {
      return notFound(id);
    }
    return switch (question.state()) {
      case OPEN, ANSWERED -> Reply.done(close(question, why));
      case DELIVERED, VOID -> Reply.done(question);
    };
  }

  /** Its agent has ended, or goes on as nobody's. */
  void withdrawAll(AttemptKey attempt, String why) {
    books.questions().waiting(attempt).forEach(question -> close(question, why));
  }

  private Question close(Question question, String why) {
    Question after = question.closed(Question.State.VOID, books.now(), why);
    books.questions().put(after);
    journal(after, JournalKind.QUESTION_VOID, why);
    return after;
  }

  private long journal(Question question, JournalKind kind, String detail) {
    return books
        .journal()
        .append(kind, question.pool(), new Subject.OfQuestion(question.id()), detail);
  }

  private static <T> Reply<T> notFound(QuestionId id) {
    return Reply.refused(Refusal.Code.QUESTION_NOT_FOUND, "there is no question " + id);
  }
}
