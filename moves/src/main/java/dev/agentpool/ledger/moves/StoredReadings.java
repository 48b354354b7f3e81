package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Cost;
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
import dev.agentpool.ledger.books.Snapshot;
import dev.agentpool.ledger.books.Storage;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a storage holds, told: each reading out of one snapshot of its own. Safe for all threads.
 */
class StoredReadings implements Readings {
  private final Storage storage;

  StoredReadings(Storage storage) {
    this.storage = storage;
  }

  private <T> T read(Function<Snapshot, T> reading) {
    return storage.read(reading);
  }

  @Override
  public final List<PoolRecord> pools() {
    return read(it -> it.pools().pools());
  }

  @Override
  public final Map<TaskState, Long> counts(PoolId pool) {
    return read(it -> it.pools().counts(pool));
  }

  @Override
  public final List<Waiting> waiting(PoolId pool) {
    return read(it -> it.pools().waiting(pool));
  }

  @Override
  public final Set<String> pinnedSlots(PoolId pool) {
    return read(it -> it.pools().pinnedSlots(pool));
  }

  @Override
  public final List<TaskRecord> startedBy(TaskId task) {
    return read(it -> it.tasks().startedBy(task));
  }

  @Override
  public final Optional<TaskRecord> task(TaskId id) {
    return read(it -> it.tasks().task(id));
  }

  @Override
  public final Map<TaskId, TaskState> states(List<TaskId> ids) {
    return read(it -> it.tasks().states(ids));
  }

  @Override
  public final Map<TaskId, InQueue> queued(Set<TaskId> ids) {
    return read(it -> it.tasks().queued(ids));
  }

  @Override
  public final List<TaskRecord> tasks(TaskIdPrefix prefix, int most) {
    return read(it -> it.tasks().tasks(prefix, most));
  }

  @Override
  public final List<TaskRecord> tasks(TaskFilter filter) {
    return read(it -> it.tasks().tasks(filter));
  }

  @Override
  public final List<TaskRecord> unseen(UnseenFilter filter) {
    return read(it -> it.tasks().unseen(filter));
  }

  @Override
  public final boolean isUnseen(TaskId task) {
    return read(it -> it.tasks().isUnseen(task));
  }

  @Override
  public final long count(UnseenFilter filter) {
    return read(it -> it.tasks().count(filter));
  }

  @Override
  public final long count(TaskFilter filter) {
    return read(it -> it.tasks().count(filter));
  }

  @Override
  public final List<TaskId> dependencies(TaskId task) {
    return read(it -> it.plans().dependencies(task));
  }

  @Override
  public final Map<TaskId, List<TaskId>> dependencies(List<TaskId> tasks) {
    return read(it -> it.plans().dependencies(tasks));
  }

  @Override
  public final List<TaskRecord> parents(PoolId pool, int limit, int offset) {
    return read(it -> it.plans().parents(pool, limit, offset));
  }

  @Override
  public final long parentCount(PoolId pool) {
    return read(it -> it.plans().parentCount(pool));
  }

  @Override
  public final Map<TaskId, List<TaskRecord>> steps(List<TaskId> parents) {
    return read(it -> it.plans().steps(parents));
  }

  @Override
  public final Map<TaskId, StepCounts> stepCounts(List<TaskId> parents) {
    return read(it -> it.plans().stepCounts(parents));
  }

  @Override
  public final List<AttemptRecord> attempts(TaskId task) {
    return read(it -> it.attempts().attempts(task));
  }

  @Override
  public final List<AttemptRecord> openAttempts(String node) {
    return read(it -> it.attempts().openAttempts(node));
  }

  /** What was raised for a day that is over is told as what it is, before a move writes it down. */
  private static List<Account> asOfToday(Snapshot it, PoolId id, List<Account> stored) {
    Optional<PoolRecord> pool =
        it.pools().pools().stream().filter(one -> one.id().equals(id)).findFirst();
    Optional<LocalDate> today = stored.stream().flatMap(StoredReadings::day).findFirst();
    if (pool.isEmpty() || today.isEmpty()) {
      return stored;
    }
    return stored.stream()
        .map(account ->
            account.key().kind() == AccountKey.Kind.POOL
                ? RaisedForToday.asOf(today.get(), pool.get(), account, it.notes()::note)
                : account)
        .toList();
  }

  private static Stream<LocalDate> day(Account account) {
    String key = account.key().value();
    return account.key().kind() == AccountKey.Kind.DAY
        ? Stream.of(LocalDate.parse(key.substring(key.lastIndexOf(':') + 1)))
        : Stream.empty();
  }

  @Override
  public final List<Account> ownAccounts(PoolId pool) {
    return read(it -> asOfToday(it, pool, it.accounts().ownAccounts(pool)));
  }

  @Override
  public final Optional<Account> account(PlanId plan) {
    return read(it -> it.accounts().account(plan));
  }

  @Override
  public final List<Account> accounts(PoolId pool) {
    return read(it -> asOfToday(it, pool, it.accounts().accounts(pool)));
  }

  @Override
  public final Optional<Note> note(PoolId pool, String space, String key) {
    return read(it -> it.notes().note(pool, space, key));
  }

  @Override
  public final List<Note> notes(PoolId pool, String space) {
    return read(it -> it.notes().notes(pool, space));
  }

  @Override
  public final Optional<Question> question(QuestionId id) {
    return read(it -> it.questions().question(id));
  }

  @Override
  public final List<Question> questions(QuestionFilter filter) {
    return read(it -> it.questions().questions(filter));
  }

  @Override
  public final long count(QuestionFilter filter) {
    return read(it -> it.questions().count(filter));
  }

  @Override
  public final Optional<Instant> nextDeadline() {
    return read(it -> it.questions().nextDeadline());
  }

  @Override
  public final Optional<LiveSession> session(SessionId id) {
    return read(it -> it.sessions().session(id));
  }

  @Override
  public final List<LiveSession> sessions(SessionFilter filter) {
    return read(it -> it.sessions().sessions(filter));
  }

  @Override
  public final List<LiveSession> sessions(SessionTimes times) {
    return read(it -> it.sessions().sessions(times));
  }

  @Override
  public final long count(SessionFilter filter) {
    return read(it -> it.sessions().count(filter));
  }

  @Override
  public final Optional<Instant> nextSessionEnd() {
    return read(it -> it.sessions().nextSessionEnd());
  }

  @Override
  public final List<TaskRecord> openTurns(Set<SessionId> sessions) {
    return read(it -> it.sessions().openTurns(sessions));
  }

  @Override
  public final Map<TaskId, TaskRecord> tasks(Set<TaskId> ids) {
    return read(it -> it.tasks().tasks(ids));
  }

  @Override
  public final List<JournalEntry> journal(long after, int limit) {
    return read(it -> it.journal().journal(after, limit));
  }

  @Override
  public final long lastSequence() {
    return read(it -> it.journal().lastSequence());
  }

  @Override
  public final Figures figures(FigureFilter filter) {
    return read(it -> it.figures().figures(filter));
  }

  @Override
  public final Map<TaskId, Cost> costs(List<TaskId> tasks) {
    return read(it -> it.figures().costs(tasks));
  }

  @Override
  public final Map<String, SlotTotals> slotTotals(PoolId pool) {
    return read(it -> it.figures().slotTotals(pool));
  }

  @Override
  public final Optional<Usage> usage(String provider) {
    return read(it -> it.usages().usage(provider));
  }

  @Override
  public final List<Usage> usages() {
    return read(it -> it.usages().usages());
  }

  @Override
  public final List<Usage> usages(UsageFilter filter) {
    return read(it -> it.usages().usages(filter));
  }

  @Override
  public final List<Worked> worked(WorkFilter filter) {
    return read(it -> it.works().worked(filter));
  }

  @Override
  public final List<Worked> worked(WorkFilter.OfSessions filter) {
    return read(it -> it.works().worked(filter));
  }

  @Override
  public final Map<SessionId, Integer> interruptions(Set<SessionId> sessions) {
    return read(it -> it.works().interruptions(sessions));
  }
}
