package dev.agentpool.ledger.sql;

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
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.SlotTotals;
import dev.agentpool.ledger.StepCounts;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.moves.Ids;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.ledger.moves.Moves;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskRules;
import dev.agentpool.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ledger over a {@link Store}: each move is one transaction of it, each reading one snapshot.
 */
public final class SqlLedger implements Ledger {
  private final Store store;
  private final Ids ids;
  private final MoveSettings settings;

  public SqlLedger(Store store, Ids ids, MoveSettings settings) {
    this.store = store;
    this.ids = ids;
    this.settings = settings;
  }

  private <T> T move(Function<Moves, T> move) {
    return store.write(books -> move.apply(new Moves(books, TaskRules::decide, ids, settings)));
  }

  private <T> T read(Function<Readings, T> reading) {
    return store.read(statements -> reading.apply(new Readings(statements)));
  }

  @Override
  public PoolRecord openPool(PoolRecord pool) {
    return move(moves -> moves.openPool(pool));
  }

  @Override
  public List<PoolRecord> pools() {
    return read(Readings::pools);
  }

  @Override
  public Reply<PoolRecord> setCaps(PoolId pool, Caps caps) {
    return move(moves -> moves.setCaps(pool, caps));
  }

  @Override
  public Reply<List<TaskId>> submit(Submission submission) {
    return move(moves -> moves.submit(submission));
  }

  @Override
  public ClaimReply claim(ClaimRequest request) {
    return move(moves -> moves.claim(request));
  }

  @Override
  public List<AttemptKey> renew(String node, List<AttemptKey> attempts, Duration lease) {
    return attempts.isEmpty() ? List.of() : move(moves -> moves.renew(node, attempts, lease));
  }

  @Override
  public Reply<Money> extend(AttemptKey attempt, Money more) {
    return move(moves -> moves.extend(attempt, more));
  }

  @Override
  public void noteSession(
      AttemptKey attempt, String sessionFolder, @Nullable String providerSession) {
    move(moves -> {
      moves.noteSession(attempt, sessionFolder, providerSession);
      return attempt;
    });
  }

  @Override
  public Reply<TaskRecord> settle(AttemptKey attempt, TaskResult result) {
    return move(moves -> moves.settle(attempt, result));
  }

  @Override
  public Reply<TaskRecord> putBack(AttemptKey attempt, String why, @Nullable Instant notBefore) {
    return move(moves -> moves.putBack(attempt, why, notBefore));
  }

  @Override
  public Reply<TaskRecord> cancel(TaskId task, String why) {
    return move(moves -> moves.cancel(task, why));
  }

  @Override
  public Reply<TaskRecord> cancelRest(TaskId task, String why) {
    return move(moves -> moves.cancelRest(task, why));
  }

  @Override
  public Reply<TaskRecord> hurry(TaskId task, String why) {
    return move(moves -> moves.hurry(task, why));
  }

  @Override
  public Reply<TaskRecord> giveUpWaiting(TaskId task, String why) {
    return move(moves -> moves.giveUpWaiting(task, why));
  }

  @Override
  public Reply<TaskRecord> approve(TaskId task) {
    return move(moves -> moves.approve(task));
  }

  @Override
  public Reply<TaskRecord> reject(TaskId task, String feedback) {
    return move(moves -> moves.reject(task, feedback));
  }

  @Override
  public Reply<TaskId> resubmit(TaskId task) {
    return move(moves -> moves.resubmit(task));
  }

  @Override
  public List<AttemptKey> expire() {
    return move(Moves::expire);
  }

  @Override
  public Reply<List<Note>> putNotes(
      PoolId pool, String space, Map<String, String> values, long maxChars) {
    return move(moves -> moves.putNotes(pool, space, values, maxChars));
  }

  @Override
  public Optional<Note> removeNote(PoolId pool, String space, String key) {
    return move(moves -> moves.removeNote(pool, space, key));
  }

  @Override
  public List<Note> takeNotes(PoolId pool, String space) {
    return move(moves -> moves.takeNotes(pool, space));
  }

  @Override
  public List<Note> moveNotes(PoolId pool, String from, String to) {
    return move(moves -> moves.moveNotes(pool, from, to));
  }

  @Override
  public Optional<Note> note(PoolId pool, String space, String key) {
    return read(readings -> readings.note(pool, space, key));
  }

  @Override
  public List<Note> notes(PoolId pool, String space) {
    return read(readings -> readings.notes(pool, space));
  }

  @Override
  public Optional<TaskRecord> task(TaskId id) {
    return read(readings -> readings.task(id));
  }

  @Override
  public Map<TaskId, TaskState> states(List<TaskId> tasks) {
    return read(readings -> readings.states(tasks));
  }

  @Override
  public List<TaskRecord> tasks(TaskFilter filter) {
    return read(readings -> readings.tasks(filter));
  }

  @Override
  public Map<TaskState, Long> counts(PoolId pool) {
    return read(readings -> readings.counts(pool));
  }

  @Override
  public List<TaskId> dependencies(TaskId task) {
    return read(readings -> readings.dependencies(task));
  }

  @Override
  public long count(TaskFilter filter) {
    return read(readings -> readings.count(filter));
  }

  @Override
  public Map<TaskId, List<TaskId>> dependencies(List<TaskId> tasks) {
    return read(readings -> readings.dependencies(tasks));
  }

  @Override
  public Map<TaskId, Cost> costs(List<TaskId> tasks) {
    return figure(figures -> figures.costs(tasks));
  }

  @Override
  public List<TaskRecord> parents(PoolId pool, int limit, int offset) {
    return read(readings -> readings.parents(pool, limit, offset));
  }

  @Override
  public long parentCount(PoolId pool) {
    return read(readings -> readings.parentCount(pool));
  }

  @Override
  public Map<TaskId, List<TaskRecord>> steps(List<TaskId> parents) {
    return read(readings -> readings.steps(parents));
  }

  @Override
  public Map<TaskId, StepCounts> stepCounts(List<TaskId> parents) {
    return figure(figures -> figures.stepCounts(parents));
  }

  @Override
  public Figures figures(FigureFilter filter) {
    return figure(figures -> figures.of(filter));
  }

  private <T> T figure(Function<FigureReadings, T> reading) {
    return store.read(statements -> reading.apply(new FigureReadings(statements)));
  }

  @Override
  public List<AttemptRecord> attempts(TaskId task) {
    return read(readings -> readings.attempts(task));
  }

  @Override
  public List<AttemptRecord> openAttempts(String node) {
    return read(readings -> readings.openAttempts(node));
  }

  @Override
  public Map<String, SlotTotals> slotTotals(PoolId pool) {
    return read(readings -> readings.slotTotals(pool));
  }

  @Override
  public Set<String> pinnedSlots(PoolId pool) {
    return read(readings -> readings.pinnedSlots(pool));
  }

  @Override
  public List<Account> ownAccounts(PoolId pool) {
    return read(readings -> readings.ownAccounts(pool, store.now()));
  }

  @Override
  public List<Account> accounts(PoolId pool) {
    return read(readings -> readings.accounts(pool, store.now()));
  }

  @Override
  public List<JournalEntry> journal(long after, int limit) {
    return read(readings -> readings.journal(after, limit));
  }

  @Override
  public long lastSequence() {
    return read(readings -> readings.head().sequence());
  }

  @Override
  public AutoCloseable onCommit(CommitListener listener) {
    return store.onCommit(listener);
  }

  @Override
  public Instant now() {
    return store.now();
  }

  @Override
  public void close() {
    store.close();
  }
}
