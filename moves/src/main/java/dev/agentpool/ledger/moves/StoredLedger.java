package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Amount;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Note;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.NotePut;
import dev.agentpool.ledger.QuestionDraft;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.SessionDraft;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.ledger.books.Storage;
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
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.usage.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ledger over a storage: each move is one transaction of it, each reading one snapshot. There
 * is no other one; databases differ in their {@link Storage}.
 */
public final class StoredLedger extends StoredReadings implements Ledger {
  private final Storage storage;
  private final Rules rules;
  private final Ids ids;
  private final MoveSettings settings;

  public StoredLedger(Storage storage, Rules rules, Ids ids, MoveSettings settings) {
    super(storage);
    this.storage = storage;
    this.rules = rules;
    this.ids = ids;
    this.settings = settings;
  }

  private <T> T move(Function<Moves, T> move) {
    return storage.write(books -> move.apply(Moves.in(books, rules, ids, settings)));
  }

  @Override
  public PoolRecord openPool(PoolRecord pool) {
    return move(it -> it.pools().openPool(pool));
  }

  @Override
  public Reply<PoolRecord> setCaps(PoolId pool, Caps caps) {
    return move(it -> it.pools().setCaps(pool, caps));
  }

  @Override
  public Reply<List<TaskId>> submit(Submission submission) {
    return move(it -> it.admission().submit(submission));
  }

  @Override
  public List<Reply<List<TaskId>>> submitEach(List<Submission> submissions) {
    List<Function<Books, Reply<List<TaskId>>>> moves = new ArrayList<>();
    for (Submission submission : submissions) {
      moves.add(books -> Moves.in(books, rules, ids, settings).admission().submit(submission));
    }
    return storage.writeEach(moves);
  }

  @Override
  public ClaimReply claim(ClaimRequest request) {
    return move(it -> it.claiming().claim(request));
  }

  @Override
  public List<AttemptKey> renew(String node, List<AttemptKey> attempts, Duration lease) {
    return attempts.isEmpty() ? List.of() : move(it -> it.attempts().renew(node, attempts, lease));
  }

  @Override
  public Reply<Amount> extend(AttemptKey attempt, Amount more) {
    return move(it -> it.attempts().extend(attempt, more));
  }

  @Override
  public void noteSession(
      AttemptKey attempt, String sessionFolder, @Nullable String providerSession) {
    move(it -> {
      it.attempts().noteSession(attempt, sessionFolder, providerSession);
      return attempt;
    });
  }

  @Override
  public Reply<TaskRecord> settle(AttemptKey attempt, TaskResult result) {
    return move(it -> it.attempts().settle(attempt, result));
  }

  @Override
  public Reply<TaskRecord> putBack(AttemptKey attempt, String why, @Nullable Instant notBefore) {
    return move(it -> it.attempts().putBack(attempt, why, notBefore));
  }

  @Override
  public Reply<TaskRecord> cancel(TaskId task, String why) {
    return move(it -> it.endings().cancel(task, why));
  }

  @Override
  public Reply<TaskRecord> cancelRest(TaskId task, String why) {
    return move(it -> it.endings().cancelRest(task, why));
  }

  @Override
  public Reply<TaskRecord> giveUpWaiting(TaskId task, String why) {
    return move(it -> it.endings().giveUpWaiting(task, why));
  }

  @Override
  public Reply<TaskRecord> hurry(TaskId task, String why) {
    return move(it -> it.endings().hurry(task, why));
  }

  @Override
  public Reply<TaskRecord> approve(TaskId task) {
    return move(it -> it.endings().approve(task));
  }

  @Override
  public Reply<TaskRecord> reject(TaskId task, String feedback) {
    return move(it -> it.endings().reject(task, feedback));
  }

  @Override
  public Reply<TaskId> resubmit(TaskId task) {
    return move(it -> it.admission().resubmit(task));
  }

  @Override
  public int seen(PoolId pool, List<TaskId> tasks) {
    return move(it -> it.endings().seen(pool, tasks));
  }

  @Override
  public List<AttemptKey> expire() {
    return move(it -> it.attempts().expire());
  }

  @Override
  public Reply<List<Note>> putNotes(
      PoolId pool, String space, List<NotePut> puts, NoteBound bound) {
    return move(it -> it.notes().putNotes(pool, space, puts, bound));
  }

  @Override
  public Optional<Note> removeNote(PoolId pool, String space, String key) {
    return move(it -> it.notes().removeNote(pool, space, key));
  }

  @Override
  public List<Note> takeNotes(PoolId pool, String space) {
    return move(it -> it.notes().takeNotes(pool, space));
  }

  @Override
  public List<Note> moveNotes(PoolId pool, String from, String to) {
    return move(it -> it.notes().moveNotes(pool, from, to));
  }

  @Override
  public void setNoteAside(PoolId pool, Note unreadable, String why) {
    move(it -> {
      it.notes().setNoteAside(pool, unreadable, why);
      return unreadable;
    });
  }

  @Override
  public Reply<Question> ask(QuestionDraft draft) {
    return move(it -> it.questions().ask(draft));
  }

  @Override
  public Reply<Question> answer(QuestionId question, Answer answer, String by) {
    return move(it -> it.money().answer(question, answer, by));
  }

  @Override
  public Reply<Question> delivered(QuestionId question) {
    return move(it -> it.questions().delivered(question));
  }

  @Override
  public Reply<Question> withdraw(QuestionId question, String why) {
    return move(it -> it.questions().withdraw(question, why));
  }

  @Override
  public List<Question> lapse() {
    return move(it -> it.money().lapse());
  }

  @Override
  public Reply<LiveSession> openSession(SessionDraft draft) {
    return move(it -> it.sessions().open(draft));
  }

  @Override
  public Reply<Optional<LiveSession>> openedBefore(SessionDraft draft) {
    return move(it -> it.sessions().openedBefore(draft));
  }

  @Override
  public Reply<TaskId> sendTurn(SessionId session, TaskSpec turn, @Nullable String key) {
    return move(it -> it.sessions().send(session, turn, key));
  }

  @Override
  public Reply<Optional<Word>> sayInto(
      SessionId session, TaskSpec turn, String by, @Nullable String key) {
    return move(it -> it.sessions().sayInto(session, turn, by, key));
  }

  @Override
  public Reply<LiveSession> spokenTo(SessionId session) {
    return move(it -> it.sessions().told(session));
  }

  @Override
  public Reply<Question> answerIn(
      SessionId session, QuestionId question, Answer answer, String by) {
    return move(it -> it.sessions().answer(session, question, answer, by));
  }

  @Override
  public Reply<LiveSession> endSession(SessionId session, EndedAs as, String why) {
    return move(it -> it.sessions().end(session, as, why));
  }

  @Override
  public List<LiveSession> endDueSessions() {
    return move(it -> it.sessions().endDue());
  }

  @Override
  public void noteUsage(Usage usage) {
    move(it -> it.usages().note(usage));
  }

  @Override
  public AutoCloseable onCommit(CommitListener listener) {
    return storage.onCommit(listener);
  }

  @Override
  public Instant now() {
    return storage.now();
  }

  @Override
  public void close() {
    storage.close();
  }
}
