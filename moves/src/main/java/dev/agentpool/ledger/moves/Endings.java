package dev.agentpool.ledger.moves;

import dev.agentpool.journal.JournalKind;
import dev.agentpool.journal.Subject;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.Decision;
import dev.agentpool.task.Move;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.List;

/**
 * Moves of a task that no attempt of it brings about: somebody ends it, judges it, or lets it begin
 * sooner. Lives inside one transaction.
 */
final class Endings {
  private final Books books;
  private final Transitions transitions;
  private final QuestionMoves questions;

  Endings(Books books, Transitions transitions, QuestionMoves questions) {
    this.books = books;
    this.transitions = transitions;
    this.questions = questions;
  }

  Reply<TaskRecord> cancel(TaskId id, String why) {
    TaskRecord task = books.tasks().find(id).orElse(null);
    if (task == null) {
      return notFound(id);
    }
    if (task.spec().isParent()) {
      return cancelPlan(task, why, true);
    }
    return cancelOne(task, why);
  }

  /** Cancels a plan, but lets its steps that run finish. */
  Reply<TaskRecord> cancelRest(TaskId id, String why) {
    TaskRecord task = books.tasks().find(id).orElse(null);
    if (task == null) {
      return notFound(id);
    }
    return task.spec().isParent() ? cancelPlan(task, why, false) : cancelOne(task, why);
  }

  private Reply<TaskRecord> cancelOne(TaskRecord task, String why) {
    if (task.state() == TaskState.RUNNING) {
      AttemptRecord attempt = books.attempts().find(task.attempt()).orElseThrow();
      books.attempts().put(new AttemptChange(attempt).notCurrent(null).done());
      questions.withdrawAll(attempt.key(), "its task was cancelled: " + why);
    }
    return carryOut(
        task,
        new Move.Cancel(why),
        JournalKind.CANCELLED,
        task.state() == TaskState.RUNNING ? task.fence() : 0,
        why);
  }

  /**
   * The parent ends first, so that no step's end can end it otherwise; then, before any step hears
   * of another's end, those that wait; then those that run. What finishes the workspace still
   * comes.
   */
  private Reply<TaskRecord> cancelPlan(TaskRecord parent, String why, boolean runningToo) {
    Reply<TaskRecord> reply = carryOut(parent, new Move.Cancel(why), JournalKind.CANCELLED, 0, why);
    if (parent.state() != TaskState.RUNNING) {
      return reply;
    }
    String because = parent.id() + " was cancelled: " + why;
    List<TaskRecord> steps =
        books.dependencies().of(parent.id()).stream()
            .map(id -> books.tasks().find(id).orElseThrow())
            .filter(step -> step.spec().part() instanceof PlanPart.Step)
            .toList();
    transitions.moveAll(
        steps.stream().filter(step -> step.state() != TaskState.RUNNING).toList(),
        new Move.Cancel(because),
        JournalKind.CANCELLED,
        because);
    if (runningToo) {
      steps.stream()
          .filter(step -> step.state() == TaskState.RUNNING)
          .forEach(step -> cancelOne(step, because));
    }
    return reply;
  }

  Reply<TaskRecord> giveUpWaiting(TaskId id, String why) {
    TaskRecord task = books.tasks().find(id).orElse(null);
    return task == null
        ? notFound(id)
        : carryOut(task, new Move.GiveUpWaiting(why), JournalKind.GAVE_UP_WAITING, 0, why);
  }

  Reply<TaskRecord> hurry(TaskId id, String why) {
    TaskRecord task = books.tasks().find(id).orElse(null);
    if (task == null) {
      return notFound(id);
    }
    Instant due = task.notBefore();
    Instant now = books.now();
    return due == null || !due.isAfter(now)
        ? Reply.done(task)
        : carryOut(task, new Move.Postpone(why, now), JournalKind.PUT_BACK, 0, why);
  }

  Reply<TaskRecord> approve(TaskId id) {
    TaskRecord task = books.tasks().find(id).orElse(null);
    return task == null
        ? notFound(id)
        : carryOut(task, new Move.Approve(), JournalKind.APPROVED, 0, "");
  }

  Reply<TaskRecord> reject(TaskId id, String feedback) {
    TaskRecord task = books.tasks().find(id).orElse(null);
    return task == null
        ? notFound(id)
        : carryOut(task, new Move.Reject(feedback), JournalKind.REJECTED, 0, feedback);
  }

  /** One entry, however many they are. */
  int seen(PoolId pool, List<TaskId> tasks) {
    int seen = tasks.isEmpty() ? books.tasks().seen(pool) : 0;
    for (TaskId id : tasks) {
      boolean isOfPool =
          books.tasks().find(id).filter(task -> task.pool().equals(pool)).isPresent();
      seen += isOfPool && books.tasks().seen(id) ? 1 : 0;
    }
    if (seen > 0) {
      books
          .journal()
          .append(JournalKind.SEEN, pool, Subject.POOL, seen == 1 ? "1 task" : seen + " tasks");
    }
    return seen;
  }

  private Reply<TaskRecord> carryOut(
      TaskRecord task, Move move, JournalKind kind, int fence, String detail) {
    return switch (transitions.decide(task, move)) {
      case Decision.Moved moved -> {
        transitions.carryOut(task, moved.after(), kind, fence, detail);
        yield Reply.done(moved.after());
      }
      case Decision.Unchanged _ -> Reply.done(task);
      case Decision.Refused refused -> new Reply.Refused<>(refused.refusal());
    };
  }

  private static <T> Reply<T> notFound(TaskId id) {
    return Reply.refused(Refusal.Code.TASK_NOT_FOUND, "there is no task " + id);
  }
}
