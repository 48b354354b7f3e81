package dev.agentpool.inside.child;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.Cost;
import dev.agentpool.inside.Acting;
import dev.agentpool.inside.Caller;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.FigureFilter;
import dev.agentpool.ledger.Figures;
import dev.agentpool.ledger.InQueue;
import dev.agentpool.ledger.Note;
import dev.agentpool.ledger.QuestionFilter;
import dev.agentpool.ledger.Readings;
import dev.agentpool.ledger.SessionFilter;
import dev.agentpool.ledger.SessionTimes;
import dev.agentpool.ledger.SlotTotals;
import dev.agentpool.ledger.StepCounts;
import dev.agentpool.ledger.UnseenFilter;
import dev.agentpool.ledger.UsageFilter;
import dev.agentpool.ledger.Waiting;
import dev.agentpool.ledger.WorkFilter;
import dev.agentpool.ledger.Worked;
import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.question.Question;
import dev.agentpool.question.QuestionId;
import dev.agentpool.task.PlanId;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskIdPrefix;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import dev.agentpool.usage.Usage;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the ledger tells whom: a person everything, an insider of its own pool, and of others' tasks
 * what {@link Veil} leaves. Thread-safe.
 */
class InsideReadings implements Readings {
  static final String SESSIONS = "live sessions";
  private final Readings whole;
  private final Veil veil;

  InsideReadings(Readings whole, Veil veil) {
    this.whole = whole;
    this.veil = veil;
  }

  @Override
  public final List<PoolRecord> pools() {
    return whole.pools().stream().filter(pool -> !Reach.isForeign(pool.id())).toList();
  }

  @Override
  public final Optional<Note> note(PoolId pool, String space, String key) {
    Reach.ownInbox(pool, space);
    return whole.note(pool, space, key);
  }

  @Override
  public final List<Note> notes(PoolId pool, String space) {
    Reach.ownInbox(pool, space);
    return whole.notes(pool, space);
  }

  @Override
  public final Optional<TaskRecord> task(TaskId id) {
    return whole.task(id).filter(task -> !Reach.isForeign(task.pool())).map(veil::shown);
  }

  @Override
  public final Map<TaskId, TaskRecord> tasks(Set<TaskId> ids) {
    Map<TaskId, TaskRecord> shown = new HashMap<>();
    ids.forEach(id -> task(id).ifPresent(task -> shown.put(id, task)));
    return shown;
  }

  @Override
  public final Map<TaskId, TaskState> states(List<TaskId> ids) {
    return whole.states(known(ids));
  }

  @Override
  public final Map<TaskId, InQueue> queued(Set<TaskId> ids) {
    return whole.queued(Set.copyOf(known(List.copyOf(ids))));
  }

  @Override
  public final List<TaskRecord> tasks(TaskIdPrefix prefix, int most) {
    return whole.tasks(prefix, most).stream()
        .filter(task -> !Reach.isForeign(task.pool()))
        .map(veil::shown)
        .toList();
  }

  @Override
  public final List<TaskRecord> tasks(TaskFilter filter) {
    return within(filter)
        .map(within -> whole.tasks(within).stream().map(veil::shown).toList())
        .orElse(List.of());
  }

  @Override
  public final List<TaskRecord> unseen(UnseenFilter filter) {
    Reach.persons("the inbox");
    return whole.unseen(filter);
  }

  @Override
  public final boolean isUnseen(TaskId task) {
    return Acting.insider().isEmpty() && whole.isUnseen(task); // what an insider reads is no look
  }

  @Override
  public final long count(UnseenFilter filter) {
    Reach.persons("the inbox");
    return whole.count(filter);
  }

  @Override
  public final List<TaskRecord> startedBy(TaskId task) {
    return whole.startedBy(task).stream()
        .filter(child -> !Reach.isForeign(child.pool()))
        .map(veil::shown)
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
  public final Map<TaskState, Long> counts(PoolId pool) {
    Reach.own(pool);
    return whole.counts(pool);
  }

  @Override
  public final long count(TaskFilter filter) {
    Optional<TaskFilter> within = within(filter);
    return within.isPresent() ? whole.count(within.get()) : 0;
  }

  @Override
  public final List<TaskId> dependencies(TaskId task) {
    return whole.dependencies(task);
  }

  @Override
  public final Map<TaskId, List<TaskId>> dependencies(List<TaskId> tasks) {
    return whole.dependencies(known(tasks));
  }

  @Override
  public final Map<TaskId, Cost> costs(List<TaskId> tasks) {
    return whole.costs(known(tasks));
  }

  /** Of these, those that there are for who asks. */
  private List<TaskId> known(List<TaskId> ids) {
    return Acting.insider().isEmpty()
        ? ids
        : ids.stream().filter(id -> task(id).isPresent()).toList();
  }

  @Override
  public final List<TaskRecord> parents(PoolId pool, int limit, int offset) {
    Reach.own(pool);
    return whole.parents(pool, limit, offset).stream().map(veil::shown).toList();
  }

  @Override
  public final long parentCount(PoolId pool) {
    Reach.own(pool);
    return whole.parentCount(pool);
  }

  @Override
  public final Map<TaskId, List<TaskRecord>> steps(List<TaskId> parents) {
    Map<TaskId, List<TaskRecord>> shown = new HashMap<>();
    whole
        .steps(known(parents))
        .forEach((parent, steps) -> shown.put(parent, steps.stream().map(veil::shown).toList()));
    return shown;
  }

  @Override
  public final Map<TaskId, StepCounts> stepCounts(List<TaskId> parents) {
    return whole.stepCounts(known(parents));
  }

  @Override
  public final Figures figures(FigureFilter filter) {
    Reach.own(filter.pool());
    return whole.figures(filter);
  }

  @Override
  public final List<AttemptRecord> attempts(TaskId task) {
    return Acting.insider().isEmpty() || task(task).isPresent() ? whole.attempts(task) : List.of();
  }

  @Override
  public final List<AttemptRecord> openAttempts(String node) {
    return whole.openAttempts(node).stream()
        .filter(attempt -> !Reach.isForeign(attempt.pool()))
        .toList();
  }

  @Override
  public final Map<String, SlotTotals> slotTotals(PoolId pool) {
    Reach.own(pool);
    return whole.slotTotals(pool);
  }

  @Override
  public final List<Waiting> waiting(PoolId pool) {
    Reach.own(pool);
    return whole.waiting(pool);
  }

  @Override
  public final Set<String> pinnedSlots(PoolId pool) {
    Reach.own(pool);
    return whole.pinnedSlots(pool);
  }

  @Override
  public final List<Account> ownAccounts(PoolId pool) {
    Reach.own(pool);
    return whole.ownAccounts(pool);
  }

  @Override
  public final Optional<Account> account(PlanId plan) {
    return whole.account(plan);
  }

  @Override
  public final List<Account> accounts(PoolId pool) {
    Reach.own(pool);
    return whole.accounts(pool);
  }

  @Override
  public final List<JournalEntry> journal(long after, int limit) {
    Reach.persons("the journal of all pools");
    return whole.journal(after, limit);
  }

  @Override
  public final long lastSequence() {
    return whole.lastSequence();
  }

  @Override
  public final Optional<Question> question(QuestionId id) {
    Reach.persons("the inbox");
    return whole.question(id);
  }

  @Override
  public final List<Question> questions(QuestionFilter filter) {
    Reach.persons("the inbox");
    return whole.questions(filter);
  }

  /** A pool's state tells it. */
  @Override
  public final long count(QuestionFilter filter) {
    return whole.count(filter);
  }

  @Override
  public final Optional<LiveSession> session(SessionId id) {
    Reach.persons(SESSIONS);
    return whole.session(id);
  }

  @Override
  public final List<LiveSession> sessions(SessionFilter filter) {
    Reach.persons(SESSIONS);
    return whole.sessions(filter);
  }

  @Override
  public final long count(SessionFilter filter) {
    Reach.persons(SESSIONS);
    return whole.count(filter);
  }

  @Override
  public final List<TaskRecord> openTurns(Set<SessionId> sessions) {
    Reach.persons(SESSIONS);
    return whole.openTurns(sessions);
  }

  @Override
  public final Optional<Instant> nextSessionEnd() {
    return whole.nextSessionEnd();
  }

  @Override
  public final Optional<Instant> nextDeadline() {
    return whole.nextDeadline();
  }

  @Override
  public final Optional<Usage> usage(String provider) {
    return whole.usage(provider);
  }

  @Override
  public final List<Usage> usages() {
    return whole.usages();
  }

  @Override
  public final List<Usage> usages(UsageFilter filter) {
    return whole.usages(filter);
  }

  @Override
  public final List<LiveSession> sessions(SessionTimes times) {
    Reach.persons(SESSIONS);
    return whole.sessions(times);
  }

  @Override
  public final List<Worked> worked(WorkFilter filter) {
    Reach.persons("figures of all that was done");
    return whole.worked(filter);
  }

  @Override
  public final List<Worked> worked(WorkFilter.OfSessions filter) {
    Reach.persons(SESSIONS);
    return whole.worked(filter);
  }

  @Override
  public final Map<SessionId, Integer> interruptions(Set<SessionId> sessions) {
    Reach.persons(SESSIONS);
    return whole.interruptions(sessions);
  }
}
