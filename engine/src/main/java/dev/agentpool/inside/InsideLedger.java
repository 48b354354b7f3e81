package dev.agentpool.inside;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.ledger.FigureFilter;
import dev.agentpool.ledger.Figures;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Note;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.NotePut;
import dev.agentpool.ledger.QuestionDraft;
import dev.agentpool.ledger.QuestionFilter;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.SlotTotals;
import dev.agentpool.ledger.StepCounts;
import dev.agentpool.ledger.Submission;
import dev.agentpool.node.Node;
import dev.agentpool.node.message.Inbox;
import dev.agentpool.node.message.PoolContext;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Question;
import dev.agentpool.question.QuestionId;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.Prompt;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as all features use it: for a person the whole one, for an insider its own pool's, its
 * submissions as children of its task, and of others' tasks neither prompt nor result. What the
 * table of rights forgets stops here.
 */
public final class InsideLedger implements Ledger {
  private static final String HIDDEN = "(the prompt of another task is not shown inside a task)";

  /** The notes on reviews that are left to a person. */
  public static final String ESCALATED = "escalated";

  private static final Set<String> WRITABLE = Set.of(PoolContext.SPACE.name(), ESCALATED);
  private final Ledger whole;
  private final Family family;
  private final Children children;

  public InsideLedger(Ledger whole, Node node) {
    this.whole = whole;
    this.family = new Family(whole);
    this.children = new Children(whole, node, family);
  }

  Children children() {
    return children;
  }

  private static void persons(String what) {
    Acting.insider()
        .ifPresent(insider -> {
          throw new InsideRefused(what + " is a person's decision, not one from inside a task");
        });
  }

  private static boolean isForeign(PoolId pool) {
    return Acting.insider().filter(insider -> !insider.pool().id().equals(pool)).isPresent();
  }

  private static void own(PoolId pool) {
    if (isForeign(pool)) {
      throw new InsideRefused("the pool " + pool + " is not for what runs inside another one");
    }
  }

  @Override
  public PoolRecord openPool(PoolRecord pool) {
    persons("opening a pool");
    return whole.openPool(pool);
  }

  @Override
  public List<PoolRecord> pools() {
    return whole.pools().stream().filter(pool -> !isForeign(pool.id())).toList();
  }

  @Override
  public Reply<PoolRecord> setCaps(PoolId pool, Caps caps) {
    persons("a cap");
    return whole.setCaps(pool, caps);
  }

  @Override
  public Reply<List<TaskId>> submit(Submission submission) {
    for (Submission.Node node : submission.tasks()) {
      if (node.spec().tags().stream().anyMatch(tag -> tag.startsWith(Family.TAG))) {
        return Reply.refused(
            Refusal.Code.INVALID,
            "a tag cannot begin with "
                + Family.TAG
                + ": that is how agentpool itself notes children");
      }
    }
    Optional<Caller.Insider> insider = Acting.insider();
    return insider.isPresent()
        ? children.submit(insider.get(), submission)
        : whole.submit(submission);
  }

  @Override
  public ClaimReply claim(ClaimRequest request) {
    persons("claiming");
    return whole.claim(request);
  }

  @Override
  public List<AttemptKey> renew(String node, List<AttemptKey> attempts, Duration lease) {
    persons("a lease");
    return whole.renew(node, attempts, lease);
  }

  @Override
  public Reply<Money> extend(AttemptKey attempt, Money more) {
    persons("a reservation");
    return whole.extend(attempt, more);
  }

  @Override
  public void noteSession(
      AttemptKey attempt, String sessionFolder, @Nullable String providerSession) {
    persons("noting a session");
    whole.noteSession(attempt, sessionFolder, providerSession);
  }

  @Override
  public Reply<TaskRecord> settle(AttemptKey attempt, TaskResult result) {
    persons("settling");
    return whole.settle(attempt, result);
  }

  @Override
  public Reply<TaskRecord> putBack(AttemptKey attempt, String why, @Nullable Instant notBefore) {
    persons("putting a task back");
    return whole.putBack(attempt, why, notBefore);
  }

  @Override
  public Reply<TaskRecord> cancel(TaskId task, String why) {
    ownChild(task);
    return whole.cancel(task, why);
  }

  private void ownChild(TaskId task) {
    Optional<Caller.Insider> insider = Acting.insider();
    if (insider.isPresent()) {
      TaskId own = insider.get().running().id();
      if (task.equals(own) || !family.holds(own, task)) {
        throw new InsideRefused(
            task + " was not started by " + own + ": from inside a task only its children end");
      }
    }
  }

  @Override
  public Reply<TaskRecord> cancelRest(TaskId parent, String why) {
    ownChild(parent);
    return whole.cancelRest(parent, why);
  }

  @Override
  public Reply<TaskRecord> giveUpWaiting(TaskId task, String why) {
    persons("giving a task up");
    return whole.giveUpWaiting(task, why);
  }

  @Override
  public Reply<TaskRecord> approve(TaskId task) {
    persons("approving");
    return whole.approve(task);
  }

  @Override
  public Reply<TaskRecord> reject(TaskId task, String feedback) {
    persons("rejecting");
    return whole.reject(task, feedback);
  }

  @Override
  public Reply<TaskId> resubmit(TaskId task) {
    persons("trying a task again");
    return whole.resubmit(task);
  }

  @Override
  public Reply<TaskRecord> hurry(TaskId task, String why) {
    persons("trying a task at once");
    return whole.hurry(task, why);
  }

  @Override
  public List<AttemptKey> expire() {
    persons("a lease");
    return whole.expire();
  }

  @Override
  public Reply<List<Note>> putNotes(
      PoolId pool, String space, List<NotePut> puts, NoteBound bound) {
    own(pool);
    if (!WRITABLE.contains(space) && !Inbox.isInbox(space)) {
      persons("this change of the pool");
    }
    return whole.putNotes(pool, space, puts, bound);
  }

  @Override
  public Optional<Note> removeNote(PoolId pool, String space, String key) {
    own(pool);
    if (!WRITABLE.contains(space)) {
      persons("this change of the pool");
    }
    return whole.removeNote(pool, space, key);
  }

  @Override
  public List<Note> takeNotes(PoolId pool, String space) {
    ownInbox(pool, space);
    return whole.takeNotes(pool, space);
  }

  private static void ownInbox(PoolId pool, String space) {
    own(pool);
    Acting.insider()
        .filter(_ -> Inbox.isInbox(space))
        .filter(insider -> !InsideInboxes.of(insider).contains(space))
        .ifPresent(insider -> {
          throw new InsideRefused(
              "the messages of another inbox than that of "
                  + insider.slot()
                  + " are not for what runs in it");
        });
  }

  @Override
  public List<Note> moveNotes(PoolId pool, String from, String to) {
    persons("moving messages");
    return whole.moveNotes(pool, from, to);
  }

  /** Whoever finds it: what is written stands by it. */
  @Override
  public void setNoteAside(PoolId pool, Note unreadable, String why) {
    own(pool);
    whole.setNoteAside(pool, unreadable, why);
  }

  @Override
  public Optional<Note> note(PoolId pool, String space, String key) {
    ownInbox(pool, space);
    return whole.note(pool, space, key);
  }

  @Override
  public List<Note> notes(PoolId pool, String space) {
    ownInbox(pool, space);
    return whole.notes(pool, space);
  }

  @Override
  public Optional<TaskRecord> task(TaskId id) {
    return whole.task(id).filter(task -> !isForeign(task.pool())).map(this::shown);
  }

  /** Of what is not an insider's own it is told how it goes, not what it is about. */
  private TaskRecord shown(TaskRecord task) {
    Optional<Caller.Insider> insider = Acting.insider();
    if (insider.isEmpty()
        || insider.get().coordinator()
        || (insider.get().task() != null
            && family.holds(insider.get().running().id(), task.id()))) {
      return task;
    }
    TaskSpec spec = task.spec();
    TaskSpec veiled =
        new TaskSpec(
            new Prompt.Literal(HIDDEN),
            Settings.EMPTY,
            spec.tags(),
            spec.ordering(),
            spec.retry(),
            spec.review(),
            spec.cap(),
            spec.onDependencyFailure(),
            spec.part());
    return new TaskRecord(
        task.id(),
        task.pool(),
        task.plan(),
        task.insideOf(),
        task.retryOf(),
        veiled,
        task.state(),
        false,
        List.of(),
        task.fence(),
        task.attempts(),
        task.rejections(),
        task.createdAt(),
        task.notBefore(),
        task.startedAt(),
        task.finishedAt(),
        "",
        task.slot(),
        null);
  }

  @Override
  public Map<TaskId, TaskState> states(List<TaskId> ids) {
    return whole.states(known(ids));
  }

  @Override
  public List<TaskRecord> tasks(TaskFilter filter) {
    return within(filter)
        .map(within -> whole.tasks(within).stream().map(this::shown).toList())
        .orElse(List.of());
  }

  @Override
  public List<TaskRecord> startedBy(TaskId task) {
    return whole.startedBy(task).stream()
        .filter(child -> !isForeign(child.pool()))
        .map(this::shown)
        .toList();
  }

  /** The same within the pool of who asks; empty when it asks for another one. */
  private static Optional<TaskFilter> within(TaskFilter filter) {
    Optional<Caller.Insider> insider = Acting.insider();
    if (insider.isEmpty()) {
      return Optional.of(filter);
    }
    PoolId own = insider.get().pool().id();
    return filter.pool() != null && !filter.pool().equals(own)
        ? Optional.empty()
        : Optional.of(
            new TaskFilter(
                own,
                filter.states(),
                filter.tags(),
                filter.slot(),
                filter.plan(),
                filter.limit(),
                filter.offset()));
  }

  @Override
  public Map<TaskState, Long> counts(PoolId pool) {
    own(pool);
    return whole.counts(pool);
  }

  @Override
  public long count(TaskFilter filter) {
    Optional<TaskFilter> within = within(filter);
    return within.isPresent() ? whole.count(within.get()) : 0;
  }

  @Override
  public List<TaskId> dependencies(TaskId task) {
    return whole.dependencies(task);
  }

  @Override
  public Map<TaskId, List<TaskId>> dependencies(List<TaskId> tasks) {
    return whole.dependencies(known(tasks));
  }

  @Override
  public Map<TaskId, Cost> costs(List<TaskId> tasks) {
    return whole.costs(known(tasks));
  }

  /** Of these, those that there are for who asks. */
  private List<TaskId> known(List<TaskId> ids) {
    return Acting.insider().isEmpty()
        ? ids
        : ids.stream().filter(id -> task(id).isPresent()).toList();
  }

  @Override
  public List<TaskRecord> parents(PoolId pool, int limit, int offset) {
    own(pool);
    return whole.parents(pool, limit, offset).stream().map(this::shown).toList();
  }

  @Override
  public long parentCount(PoolId pool) {
    own(pool);
    return whole.parentCount(pool);
  }

  @Override
  public Map<TaskId, List<TaskRecord>> steps(List<TaskId> parents) {
    Map<TaskId, List<TaskRecord>> shown = new HashMap<>();
    whole
        .steps(known(parents))
        .forEach((parent, steps) -> shown.put(parent, steps.stream().map(this::shown).toList()));
    return shown;
  }

  @Override
  public Map<TaskId, StepCounts> stepCounts(List<TaskId> parents) {
    return whole.stepCounts(known(parents));
  }

  @Override
  public Figures figures(FigureFilter filter) {
    own(filter.pool());
    return whole.figures(filter);
  }

  @Override
  public List<AttemptRecord> attempts(TaskId task) {
    return Acting.insider().isEmpty() || task(task).isPresent() ? whole.attempts(task) : List.of();
  }

  @Override
  public List<AttemptRecord> openAttempts(String node) {
    return whole.openAttempts(node).stream().filter(attempt -> !isForeign(attempt.pool())).toList();
  }

  @Override
  public Map<String, SlotTotals> slotTotals(PoolId pool) {
    own(pool);
    return whole.slotTotals(pool);
  }

  @Override
  public Set<String> pinnedSlots(PoolId pool) {
    own(pool);
    return whole.pinnedSlots(pool);
  }

  @Override
  public List<Account> ownAccounts(PoolId pool) {
    own(pool);
    return whole.ownAccounts(pool);
  }

  @Override
  public List<Account> accounts(PoolId pool) {
    own(pool);
    return whole.accounts(pool);
  }

  @Override
  public List<JournalEntry> journal(long after, int limit) {
    persons("the journal of all pools");
    return whole.journal(after, limit);
  }

  @Override
  public long lastSequence() {
    return whole.lastSequence();
  }

  @Override
  public Reply<Question> ask(QuestionDraft draft) {
    persons("a question");
    return whole.ask(draft);
  }

  @Override
  public Reply<Question> answer(QuestionId question, Answer answer, String by) {
    persons("an answer");
    return whole.answer(question, answer, by);
  }

  @Override
  public Reply<Question> delivered(QuestionId question) {
    persons("a question");
    return whole.delivered(question);
  }

  @Override
  public Reply<Question> withdraw(QuestionId question, String why) {
    persons("a question");
    return whole.withdraw(question, why);
  }

  @Override
  public List<Question> lapse() {
    return whole.lapse();
  }

  @Override
  public Optional<Question> question(QuestionId id) {
    persons("the inbox");
    return whole.question(id);
  }

  @Override
  public List<Question> questions(QuestionFilter filter) {
    persons("the inbox");
    return whole.questions(filter);
  }

  @Override
  public long count(QuestionFilter filter) {
    persons("the inbox");
    return whole.count(filter);
  }

  @Override
  public Optional<Instant> nextDeadline() {
    return whole.nextDeadline();
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
