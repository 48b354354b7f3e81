package dev.agentpool.ledger;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Money;
import dev.agentpool.live.EndedAs;
import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.live.Word;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Question;
import dev.agentpool.question.QuestionId;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.usage.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The arbiter (architecture, decisions 1 to 4). Each method that changes something is one
 * transaction: when it returns, the change and its journal entries are durable; when it throws
 * {@link LedgerException}, nothing changed. Every task transition appends exactly one journal
 * entry. All methods may be called from any thread, block briefly, and refuse rather than throw
 * where the caller can act on it.
 */
public interface Ledger extends Readings, AutoCloseable {
  // pools

  /**
   * Registers the pool, or returns the one already registered under its id, with its stored caps.
   */
  PoolRecord openPool(PoolRecord pool);

  Reply<PoolRecord> setCaps(PoolId pool, Caps caps);

  // moves of tasks

  /** Admits a whole graph of tasks or none of it. */
  Reply<List<TaskId>> submit(Submission submission);

  /**
   * Each of these as by {@link #submit}, a move of its own, in this order; all are durable when
   * this returns, at the price of one. Throws when the storage fails: then some may be admitted.
   */
  List<Reply<List<TaskId>>> submitEach(List<Submission> submissions);

  /** Takes the next task for a slot: running, reserved for, lease granted, in one move. */
  ClaimReply claim(ClaimRequest request);

  /**
   * Prolongs the leases of a node's attempts; returns those that are no longer current and must be
   * ended.
   */
  List<AttemptKey> renew(String node, List<AttemptKey> attempts, Duration lease);

  /**
   * Sets more aside for a running attempt, or what every cap above it has left when that is less;
   * refused when one has nothing left, or the task's own cap has no room for it. Returns what is
   * reserved of that unit then.
   */
  Reply<Amount> extend(AttemptKey attempt, Amount more);

  /** The same of money. */
  default Reply<Money> extend(AttemptKey attempt, Money more) {
    return switch (extend(attempt, Amount.of(more))) {
      case Reply.Done<Amount>(Amount reserved) -> Reply.done(reserved.money());
      case Reply.Refused<Amount>(Refusal refusal) -> new Reply.Refused<>(refusal);
    };
  }

  /**
   * Remembers which folder and which provider conversation an attempt has; a note for recovery, no
   * transition.
   */
  void noteSession(AttemptKey attempt, String sessionFolder, @Nullable String providerSession);

  /**
   * Ends an attempt: the cost replaces the reservation in every account, dependents are unblocked
   * or failed. A result for an attempt that is not current any more (cancelled, expired) is booked
   * with its cost and changes no state: {@code STALE_ATTEMPT}.
   */
  Reply<TaskRecord> settle(AttemptKey attempt, TaskResult result);

  /** The attempt did nothing: reservation released, task back in the queue, no attempt counted. */
  Reply<TaskRecord> putBack(AttemptKey attempt, String why, @Nullable Instant notBefore);

  /**
   * Cancels; the reservation of a running attempt stays until that attempt settles late. A plan's
   * parent takes all its steps with it, also those that run.
   */
  Reply<TaskRecord> cancel(TaskId task, String why);

  /** The same, but of a plan the steps that run finish. */
  Reply<TaskRecord> cancelRest(TaskId task, String why);

  /** Fails a task that still waits for a slot; one that does not stays as it is. */
  Reply<TaskRecord> giveUpWaiting(TaskId task, String why);

  /**
   * Lets a pending task that was to wait for a time begin at once; unchanged when it may already.
   */
  Reply<TaskRecord> hurry(TaskId task, String why);

  Reply<TaskRecord> approve(TaskId task);

  Reply<TaskRecord> reject(TaskId task, String feedback);

  /**
   * Submits the work of a failed or cancelled task anew, tagged {@code retry-of:ID}; the old one
   * stays as it is.
   */
  Reply<TaskId> resubmit(TaskId task);

  /**
   * Somebody has looked at these, since they ended; others are passed over. Returns how many are
   * seen by this.
   *
   * @param tasks of the pool; empty for all of it
   */
  int seen(PoolId pool, List<TaskId> tasks);

  /** Puts back the tasks of leases that ran out; their late results will be stale. */
  List<AttemptKey> expire();

  // notes: small durable things of a pool that are no tasks

  /**
   * Puts notes into a space of the pool, all or none, each under a key of its own; refused as
   * {@code NOTE_CHANGED} when one is not as expected, as {@code INVALID} beyond the bound.
   */
  Reply<List<Note>> putNotes(PoolId pool, String space, List<NotePut> puts, NoteBound bound);

  /** Removes a note and returns it; empty when there was none. */
  Optional<Note> removeNote(PoolId pool, String space, String key);

  /**
   * Removes all notes of a space and returns them in the order of their keys: each goes to one
   * taker.
   */
  List<Note> takeNotes(PoolId pool, String space);

  /** Moves all notes of one space into another, in one move; returns them as they are there. */
  List<Note> moveNotes(PoolId pool, String from, String to);

  /**
   * Takes a note that its readers cannot read out of their way and keeps its text, its place and
   * why in the space {@code set_aside}; once, however many readers ask. What stands under its key
   * by now stays.
   */
  void setNoteAside(PoolId pool, Note unreadable, String why);

  // questions: what somebody is asked, and says once

  /**
   * Asks; a question that its attempt asked before under the same name and with the same content is
   * returned as it stands. Refused as {@code STALE_ATTEMPT} when the attempt does not run any more.
   */
  Reply<Question> ask(QuestionDraft draft);

  /**
   * The first answer wins: a later one is refused as {@code QUESTION_ANSWERED}, one that nobody
   * waits for as {@code QUESTION_VOID}.
   *
   * @param by who answers, for people
   */
  Reply<Question> answer(QuestionId question, Answer answer, String by);

  /** Whoever asked has shown that it has the answer. */
  Reply<Question> delivered(QuestionId question);

  /** Nobody waits for an answer any more; one that is delivered stays so. */
  Reply<Question> withdraw(QuestionId question, String why);

  /** Answers open questions whose deadline has passed, as they said; returns them. */
  List<Question> lapse();

  /** Keeps a snapshot of a provider's usage behind those before it, of which the oldest go. */
  void noteUsage(Usage usage);

  // live sessions: seats whose turns are tasks

  /**
   * Opens a session and submits its first turn, in one move; refused as {@code TOO_MANY_SESSIONS}
   * when as many live as may.
   */
  Reply<LiveSession> openSession(SessionDraft draft);

  /**
   * The session that this draft's idempotency key has opened; empty when the key is new, or there
   * is none. Refused when it came with other work.
   */
  Reply<Optional<LiveSession>> openedBefore(SessionDraft draft);

  /**
   * Submits a further turn, which runs when those before it have ended; refused when the session
   * has ended, its time is over or it was spoken to as often as it may be.
   *
   * @param turn its slot is the session's seat, whatever it says
   * @param idempotencyKey the same key gives the same task again; null for none
   */
  Reply<TaskId> sendTurn(SessionId session, TaskSpec turn, @Nullable String idempotencyKey);

  /**
   * Says something into the turn of a session that runs, which is counted as a further turn is, and
   * refused as {@link #sendTurn} is. It waits in {@link dev.agentpool.ledger.space.Words} until it
   * was heard; what is left when the turn is over becomes the next turns.
   *
   * @param turn as which it would be sent
   * @param by who says it, for people
   * @param idempotencyKey that of {@link #sendTurn}, which gives the turn that runs for it
   * @return empty when it is to be sent as a turn: nothing runs, turns wait already, or the key is
   *     known
   */
  Reply<Optional<Word>> sayInto(
      SessionId session, TaskSpec turn, String by, @Nullable String idempotencyKey);

  /** Counts what it was told that is no turn of its own; refused as {@link #sendTurn} is. */
  Reply<LiveSession> spokenTo(SessionId session);

  /**
   * Answers what a session's agent asks, and counts it as spoken to, in one move: an answer that is
   * refused counts as nothing said.
   */
  Reply<Question> answerIn(SessionId session, QuestionId question, Answer answer, String by);

  /** Ends a session, and cancels its turns that have not ended. Harmless when it has ended. */
  Reply<LiveSession> endSession(SessionId session, EndedAs as, String why);

  /** Ends the sessions whose deadline has passed; returns them. */
  List<LiveSession> endDueSessions();

  /**
   * Called after every commit, on the ledger's own thread, with the last sequence number: must
   * return at once.
   */
  AutoCloseable onCommit(CommitListener listener);

  /** The ledger's time: never goes back, also when the machine's clock does. */
  Instant now();

  @Override
  void close();

  /** Hears of commits. */
  @FunctionalInterface
  interface CommitListener {
    void committed(long lastSequence);
  }
}
