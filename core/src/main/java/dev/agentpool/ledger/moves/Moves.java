package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.Money;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.ledger.Note;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.Submission;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.Decision;
import dev.agentpool.task.Move;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every move of {@link dev.agentpool.ledger.Ledger}, to be called inside one transaction of the
 * given books: the store commits when the call returns, also when it returns a refusal (a late
 * result is refused and its cost is booked), and rolls back when it throws. Lives as long as the
 * transaction; not thread-safe.
 */
public final class Moves {
  private final Books books;
  private final Transitions transitions;
  private final Cashbox cashbox;
  private final Admission admission;
  private final Claiming claiming;
  private final Attempts attempts;

  public Moves(Books books, Rules rules, Ids ids, MoveSettings settings) {
    this.books = books;
    transitions = new Transitions(books, rules);
    cashbox = new Cashbox(books);
    admission = new Admission(books, transitions, cashbox, ids, settings);
    claiming = new Claiming(books, transitions, cashbox, settings);
    attempts = new Attempts(books, transitions, cashbox, settings);
  }

  public PoolRecord openPool(PoolRecord pool) {
    Optional<PoolRecord> known = books.pool(pool.id());
    if (known.isPresent()) {
      return known.get();
    }
    books.putPool(pool);
    books.putAccount(pool.id(), cashbox.poolAccount(pool));
    books.append(JournalKind.POOL_OPENED, pool.id(), null, 0, null, null, pool.directory());
    return pool;
  }

  /**
   * New caps hold for the pool, for today and for days to come; money that is out already stays
   * out.
   */
  public Reply<PoolRecord> setCaps(PoolId id, Caps caps) {
    Optional<PoolRecord> known = books.pool(id);
    if (known.isEmpty()) {
      return Reply.refused(Refusal.Code.POOL_NOT_FOUND, "no pool " + id + " is open");
    }
    PoolRecord before = known.get();
    PoolRecord after = new PoolRecord(id, before.name(), before.directory(), caps);
    Account today = cashbox.dayAccount(before, books.now());
    books.putPool(after);
    books.putAccount(id, cashbox.poolAccount(before).withCap(caps.pool()));
    books.putAccount(id, today.withCap(caps.day()));
    books.append(
        JournalKind.CAPS_CHANGED,
        id,
        null,
        0,
        null,
        null,
        "pool "
            + shown(caps.pool())
            + ", day "
            + shown(caps.day())
            + ", task "
            + shown(caps.task()));
    return Reply.done(after);
  }

  private static String shown(@Nullable Money cap) {
    return cap == null ? "none" : cap.toString();
  }

  public Reply<List<TaskId>> submit(Submission submission) {
    return admission.submit(submission);
  }

  public ClaimReply claim(ClaimRequest request) {
    return claiming.claim(request);
  }

  public List<AttemptKey> renew(String node, List<AttemptKey> keys, Duration lease) {
    return attempts.renew(node, keys, lease);
  }

  public Reply<Money> extend(AttemptKey attempt, Money more) {
    return attempts.extend(attempt, more);
  }

  public void noteSession(AttemptKey attempt, String folder, @Nullable String providerSession) {
    attempts.noteSession(attempt, folder, providerSession);
  }

  public Reply<TaskRecord> settle(AttemptKey attempt, TaskResult result) {
    return attempts.settle(attempt, result);
  }

  public Reply<TaskRecord> putBack(AttemptKey attempt, String why, @Nullable Instant notBefore) {
    return attempts.putBack(attempt, why, notBefore);
  }

  public List<AttemptKey> expire() {
    return attempts.expire();
  }

  public Reply<TaskRecord> cancel(TaskId id, String why) {
    TaskRecord task = books.task(id).orElse(null);
    if (task == null) {
      return notFound(id);
    }
    if (task.spec().isParent()) {
      return cancelPlan(task, why, true);
    }
    return cancelOne(task, why);
  }

  /** Cancels a plan, but lets its steps that run finish. */
  public Reply<TaskRecord> cancelRest(TaskId id, String why) {
    TaskRecord task = books.task(id).orElse(null);
    if (task == null) {
      return notFound(id);
    }
    return task.spec().isParent() ? cancelPlan(task, why, false) : cancelOne(task, why);
  }

  private Reply<TaskRecord> cancelOne(TaskRecord task, String why) {
    if (task.state() == TaskState.RUNNING) {
      AttemptRecord attempt = books.attempt(task.attempt()).orElseThrow();
      books.putAttempt(new AttemptChange(attempt).notCurrent(null).done());
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
        books.dependencies(parent.id()).stream()
            .map(id -> books.task(id).orElseThrow())
            .filter(step -> !step.spec().isClosing())
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

  public Reply<TaskRecord> giveUpWaiting(TaskId id, String why) {
    TaskRecord task = books.task(id).orElse(null);
    return task == null
        ? notFound(id)
        : carryOut(task, new Move.GiveUpWaiting(why), JournalKind.GAVE_UP_WAITING, 0, why);
  }

  public Reply<TaskRecord> hurry(TaskId id, String why) {
    TaskRecord task = books.task(id).orElse(null);
    if (task == null) {
      return notFound(id);
    }
    Instant due = task.notBefore();
    Instant now = books.now();
    return due == null || !due.isAfter(now)
        ? Reply.done(task)
        : carryOut(task, new Move.Postpone(why, now), JournalKind.PUT_BACK, 0, why);
  }

  public Reply<TaskRecord> approve(TaskId id) {
    TaskRecord task = books.task(id).orElse(null);
    return task == null
        ? notFound(id)
        : carryOut(task, new Move.Approve(), JournalKind.APPROVED, 0, "");
  }

  public Reply<TaskRecord> reject(TaskId id, String feedback) {
    TaskRecord task = books.task(id).orElse(null);
    return task == null
        ? notFound(id)
        : carryOut(task, new Move.Reject(feedback), JournalKind.REJECTED, 0, feedback);
  }

  public Reply<TaskId> resubmit(TaskId id) {
    TaskRecord task = books.task(id).orElse(null);
    return task == null ? notFound(id) : admission.resubmit(task);
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

  // notes

  /** Puts notes, all or none: refused when the space would grow over its bound. */
  public Reply<List<Note>> putNotes(
      PoolId pool, String space, Map<String, String> values, long maxChars) {
    if (books.pool(pool).isEmpty()) {
      return Reply.refused(Refusal.Code.POOL_NOT_FOUND, "no pool " + pool + " is open");
    }
    long size = 0;
    for (Note note : books.notes(pool, space)) {
      size += values.containsKey(note.key()) ? 0 : note.size();
    }
    for (Map.Entry<String, String> value : values.entrySet()) {
      size += value.getKey().length() + (long) value.getValue().length();
    }
    if (size > maxChars) {
      return Reply.refused(
          Refusal.Code.INVALID,
          "'"
              + space
              + "' would have "
              + size
              + " characters; at most "
              + maxChars
              + " are kept: remove something first, or put long texts into files and note their"
              + " names");
    }
    List<Note> put = new ArrayList<>();
    values.forEach((key, value) -> {
      Note note = new Note(space, key, value, books.now());
      books.putNote(pool, note);
      books.append(JournalKind.NOTE_PUT, pool, null, 0, null, null, space + " " + key);
      put.add(note);
    });
    return Reply.done(put);
  }

  /** Removes the note and returns it, if there was one. */
  public Optional<Note> removeNote(PoolId pool, String space, String key) {
    Optional<Note> note = books.note(pool, space, key);
    note.ifPresent(present -> remove(pool, present));
    return note;
  }

  /** Removes all notes of a space and returns them in the order of their keys. */
  public List<Note> takeNotes(PoolId pool, String space) {
    List<Note> notes = books.notes(pool, space);
    notes.forEach(note -> remove(pool, note));
    return notes;
  }

  /** Moves all notes of a space into another and returns them. */
  public List<Note> moveNotes(PoolId pool, String from, String to) {
    List<Note> moved = new ArrayList<>();
    for (Note note : books.notes(pool, from)) {
      Note there = new Note(to, note.key(), note.value(), note.at());
      books.removeNote(pool, from, note.key());
      books.putNote(pool, there);
      moved.add(there);
    }
    if (!moved.isEmpty()) {
      books.append(JournalKind.NOTE_REMOVED, pool, null, 0, null, null, from + " moved to " + to);
    }
    return moved;
  }

  private void remove(PoolId pool, Note note) {
    books.removeNote(pool, note.space(), note.key());
    books.append(
        JournalKind.NOTE_REMOVED, pool, null, 0, null, null, note.space() + " " + note.key());
  }
}
