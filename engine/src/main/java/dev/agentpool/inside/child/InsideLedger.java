package dev.agentpool.inside.child;

import dev.agentpool.budget.Amount;
import dev.agentpool.inside.Acting;
import dev.agentpool.inside.Caller;
import dev.agentpool.keep.KeptTexts;
import dev.agentpool.lease.Leases;
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
import dev.agentpool.live.EndedAs;
import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.live.Word;
import dev.agentpool.node.Node;
import dev.agentpool.node.message.Inbox;
import dev.agentpool.node.message.PoolContext;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as all features use it: for a person the whole one, for an insider its own pool's, its
 * submissions as children of its task, and of others' tasks neither prompt nor result. What the
 * table of rights forgets stops here.
 */
public final class InsideLedger extends InsideReadings implements Ledger {
  /** The notes on reviews that are left to a person. */
  public static final String ESCALATED = "escalated";

  private static final Set<String> WRITABLE =
      Set.of(PoolContext.SPACE.name(), Leases.SPACE.name(), ESCALATED);
  private final Ledger whole;
  private final Family family;
  private final Children children;
  private final SaidInside said;

  /**
   * @param kept what insiders write goes through it
   */
  public InsideLedger(Ledger whole, Node node, KeptTexts kept) {
    this(whole, node, kept, new Family(whole));
  }

  private InsideLedger(Ledger whole, Node node, KeptTexts kept, Family family) {
    super(whole, new Veil(family));
    this.whole = whole;
    this.family = family;
    this.said = new SaidInside(kept);
    this.children = new Children(whole, node, family);
  }

  Children children() {
    return children;
  }

  @Override
  public PoolRecord openPool(PoolRecord pool) {
    Reach.persons("opening a pool");
    return whole.openPool(pool);
  }

  @Override
  public Reply<PoolRecord> setCaps(PoolId pool, Caps caps) {
    Reach.persons("a cap");
    return whole.setCaps(pool, caps);
  }

  @Override
  public List<Reply<List<TaskId>>> submitEach(List<Submission> submissions) {
    boolean asTheyAre =
        Acting.insider().isEmpty()
            && submissions.stream().allMatch(each -> ofAgentpoolItself(each).isEmpty());
    return asTheyAre
        ? whole.submitEach(submissions)
        : submissions.stream().map(this::submit).toList();
  }

  @Override
  public Reply<List<TaskId>> submit(Submission submission) {
    Optional<Refusal> refusal = ofAgentpoolItself(submission);
    if (refusal.isPresent()) {
      return new Reply.Refused<>(refusal.get());
    }
    Optional<Caller.Insider> insider = Acting.insider();
    return insider.isPresent()
        ? children.submit(insider.get(), said.over(submission))
        : whole.submit(submission);
  }

  private static Optional<Refusal> ofAgentpoolItself(Submission submission) {
    return submission.tasks().stream()
            .flatMap(node -> node.spec().tags().stream())
            .anyMatch(tag -> tag.startsWith(Family.TAG))
        ? Optional.of(
            Refusal.of(
                Refusal.Code.INVALID,
                "a tag cannot begin with "
                    + Family.TAG
                    + ": that is how agentpool itself notes children"))
        : Optional.empty();
  }

  @Override
  public ClaimReply claim(ClaimRequest request) {
    Reach.persons("claiming");
    return whole.claim(request);
  }

  @Override
  public List<AttemptKey> renew(String node, List<AttemptKey> attempts, Duration lease) {
    Reach.persons("a lease");
    return whole.renew(node, attempts, lease);
  }

  @Override
  public Reply<Amount> extend(AttemptKey attempt, Amount more) {
    Reach.persons("a reservation");
    return whole.extend(attempt, more);
  }

  @Override
  public void noteSession(
      AttemptKey attempt, String sessionFolder, @Nullable String providerSession) {
    Reach.persons("noting a session");
    whole.noteSession(attempt, sessionFolder, providerSession);
  }

  @Override
  public Reply<TaskRecord> settle(AttemptKey attempt, TaskResult result) {
    Reach.persons("settling");
    return whole.settle(attempt, result);
  }

  @Override
  public Reply<TaskRecord> putBack(AttemptKey attempt, String why, @Nullable Instant notBefore) {
    Reach.persons("putting a task back");
    return whole.putBack(attempt, why, notBefore);
  }

  @Override
  public Reply<TaskRecord> cancel(TaskId task, String why) {
    ownChild(task);
    return whole.cancel(task, told(why));
  }

  private String told(String why) {
    return Acting.insider().isPresent() ? said.over(why) : why;
  }

  private void ownChild(TaskId task) {
    Optional<Caller.Insider> insider = Acting.insider();
    if (insider.isPresent()) {
      TaskId own = insider.get().running().id();
      if (task.equals(own) || !family.holds(own, task)) {
        throw new Caller.Refused(
            task + " was not started by " + own + ": from inside a task only its children end");
      }
    }
  }

  @Override
  public Reply<TaskRecord> cancelRest(TaskId parent, String why) {
    ownChild(parent);
    return whole.cancelRest(parent, told(why));
  }

  @Override
  public Reply<TaskRecord> giveUpWaiting(TaskId task, String why) {
    Reach.persons("giving a task up");
    return whole.giveUpWaiting(task, why);
  }

  @Override
  public Reply<TaskRecord> approve(TaskId task) {
    Reach.persons("approving");
    return whole.approve(task);
  }

  @Override
  public Reply<TaskRecord> reject(TaskId task, String feedback) {
    Reach.persons("rejecting");
    return whole.reject(task, feedback);
  }

  @Override
  public Reply<TaskId> resubmit(TaskId task) {
    Reach.persons("trying a task again");
    return whole.resubmit(task);
  }

  @Override
  public Reply<TaskRecord> hurry(TaskId task, String why) {
    Reach.persons("trying a task at once");
    return whole.hurry(task, why);
  }

  @Override
  public int seen(PoolId pool, List<TaskId> tasks) {
    Reach.persons("having seen a task");
    return whole.seen(pool, tasks);
  }

  @Override
  public List<AttemptKey> expire() {
    Reach.persons("a lease");
    return whole.expire();
  }

  @Override
  public Reply<List<Note>> putNotes(
      PoolId pool, String space, List<NotePut> puts, NoteBound bound) {
    Reach.own(pool);
    if (!WRITABLE.contains(space) && !Inbox.isInbox(space)) {
      Reach.persons("this change of the pool");
    }
    return whole.putNotes(
        pool, space, Acting.insider().isPresent() ? said.over(puts) : puts, bound);
  }

  @Override
  public Optional<Note> removeNote(PoolId pool, String space, String key) {
    Reach.own(pool);
    if (!WRITABLE.contains(space)) {
      Reach.persons("this change of the pool");
    }
    return whole.removeNote(pool, space, key);
  }

  @Override
  public List<Note> takeNotes(PoolId pool, String space) {
    Reach.ownInbox(pool, space);
    return whole.takeNotes(pool, space);
  }

  @Override
  public List<Note> moveNotes(PoolId pool, String from, String to) {
    Reach.persons("moving messages");
    return whole.moveNotes(pool, from, to);
  }

  /** Whoever finds it: what is written stands by it. */
  @Override
  public void setNoteAside(PoolId pool, Note unreadable, String why) {
    Reach.own(pool);
    whole.setNoteAside(pool, unreadable, why);
  }

  @Override
  public Reply<Question> ask(QuestionDraft draft) {
    Reach.persons("a question");
    return whole.ask(draft);
  }

  @Override
  public Reply<Question> answer(QuestionId question, Answer answer, String by) {
    Reach.persons("an answer");
    return whole.answer(question, answer, by);
  }

  @Override
  public Reply<Question> delivered(QuestionId question) {
    Reach.persons("a question");
    return whole.delivered(question);
  }

  @Override
  public Reply<Question> withdraw(QuestionId question, String why) {
    Reach.persons("a question");
    return whole.withdraw(question, why);
  }

  @Override
  public List<Question> lapse() {
    return whole.lapse();
  }

  @Override
  public Reply<LiveSession> openSession(SessionDraft draft) {
    Reach.persons(SESSIONS);
    return whole.openSession(draft);
  }

  @Override
  public Reply<Optional<LiveSession>> openedBefore(SessionDraft draft) {
    Reach.persons(SESSIONS);
    return whole.openedBefore(draft);
  }

  @Override
  public Reply<TaskId> sendTurn(SessionId session, TaskSpec turn, @Nullable String key) {
    Reach.persons(SESSIONS);
    return whole.sendTurn(session, turn, key);
  }

  @Override
  public Reply<Optional<Word>> sayInto(
      SessionId session, TaskSpec turn, String by, @Nullable String key) {
    Reach.persons(SESSIONS);
    return whole.sayInto(session, turn, by, key);
  }

  @Override
  public Reply<LiveSession> spokenTo(SessionId session) {
    Reach.persons(SESSIONS);
    return whole.spokenTo(session);
  }

  @Override
  public Reply<Question> answerIn(
      SessionId session, QuestionId question, Answer answer, String by) {
    Reach.persons(SESSIONS);
    return whole.answerIn(session, question, answer, by);
  }

  @Override
  public Reply<LiveSession> endSession(SessionId session, EndedAs as, String why) {
    Reach.persons(SESSIONS);
    return whole.endSession(session, as, why);
  }

  @Override
  public List<LiveSession> endDueSessions() {
    return whole.endDueSessions();
  }

  @Override
  public void noteUsage(Usage usage) {
    Reach.persons("noting usage");
    whole.noteUsage(usage);
  }

  @Override
  public AutoCloseable onCommit(CommitListener listener) {
    return whole.onCommit(listener);
  }

  @Override
  public Instant now() {
    return whole.now();
  }

  /** The whole one is its owner's to close. */
  @Override
  public void close() {}
}
