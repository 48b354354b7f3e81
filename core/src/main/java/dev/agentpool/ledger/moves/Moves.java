package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.Money;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.ClaimRequest;
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
import java.util.List;
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
}
