package dev.agentpool.ledger.memory;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
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
import dev.agentpool.ledger.moves.Place;
import dev.agentpool.ledger.moves.Rules;
import dev.agentpool.ledger.moves.SteadyClock;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The same moves as every other ledger, durable as long as the object. Safe for all threads: one
 * lock.
 */
public final class MemoryLedger implements Ledger {
  private final ReentrantLock lock = new ReentrantLock();
  private final MemoryBooks books; // guarded by lock
  private final Moves moves; // guarded by lock
  private final SteadyClock clock;
  private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();

  public MemoryLedger(Clock wallClock, Rules rules, Ids ids, MoveSettings settings) {
    clock = SteadyClock.over(wallClock, Instant.EPOCH);
    books = new MemoryBooks(clock);
    moves = new Moves(books, rules, ids, settings);
  }

  private <T> T move(Function<Moves, T> move) {
    lock.lock();
    try {
      int before = books.journal.size();
      books.begin();
      T value = move.apply(moves);
      if (books.journal.size() > before) {
        listeners.forEach(listener -> listener.committed(books.journal.size()));
      }
      return value;
    } finally {
      lock.unlock();
    }
  }

  private <T> T read(Function<MemoryBooks, T> reading) {
    lock.lock();
    try {
      return reading.apply(books);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public PoolRecord openPool(PoolRecord pool) {
    return move(it -> it.openPool(pool));
  }

  @Override
  public List<PoolRecord> pools() {
    return read(it -> List.copyOf(it.pools.values()));
  }

  @Override
  public Reply<PoolRecord> setCaps(PoolId pool, Caps caps) {
    return move(it -> it.setCaps(pool, caps));
  }

  @Override
  public Reply<List<TaskId>> submit(Submission submission) {
    return move(it -> it.submit(submission));
  }

  @Override
  public ClaimReply claim(ClaimRequest request) {
    return move(it -> it.claim(request));
  }

  @Override
  public List<AttemptKey> renew(String node, List<AttemptKey> attempts, Duration lease) {
    return move(it -> it.renew(node, attempts, lease));
  }

  @Override
  public Reply<Money> extend(AttemptKey attempt, Money more) {
    return move(it -> it.extend(attempt, more));
  }

  @Override
  public void noteSession(
      AttemptKey attempt, String sessionFolder, @Nullable String providerSession) {
    move(it -> {
      it.noteSession(attempt, sessionFolder, providerSession);
      return attempt;
    });
  }

  @Override
  public Reply<TaskRecord> settle(AttemptKey attempt, TaskResult result) {
    return move(it -> it.settle(attempt, result));
  }

  @Override
  public Reply<TaskRecord> putBack(AttemptKey attempt, String why, @Nullable Instant notBefore) {
    return move(it -> it.putBack(attempt, why, notBefore));
  }

  @Override
  public Reply<TaskRecord> cancel(TaskId task, String why) {
    return move(it -> it.cancel(task, why));
  }

  @Override
  public Reply<TaskRecord> cancelRest(TaskId task, String why) {
    return move(it -> it.cancelRest(task, why));
  }

  @Override
  public Reply<TaskRecord> hurry(TaskId task, String why) {
    return move(it -> it.hurry(task, why));
  }

  @Override
  public Reply<TaskRecord> giveUpWaiting(TaskId task, String why) {
    return move(it -> it.giveUpWaiting(task, why));
  }

  @Override
  public Reply<TaskRecord> approve(TaskId task) {
    return move(it -> it.approve(task));
  }

  @Override
  public Reply<TaskRecord> reject(TaskId task, String feedback) {
    return move(it -> it.reject(task, feedback));
  }

  @Override
  public Reply<TaskId> resubmit(TaskId task) {
    return move(it -> it.resubmit(task));
  }

  @Override
  public List<AttemptKey> expire() {
    return move(Moves::expire);
  }

  @Override
  public Reply<List<Note>> putNotes(
      PoolId pool, String space, Map<String, String> values, long maxChars) {
    return move(it -> it.putNotes(pool, space, values, maxChars));
  }

  @Override
  public Optional<Note> removeNote(PoolId pool, String space, String key) {
    return move(it -> it.removeNote(pool, space, key));
  }

  @Override
  public List<Note> takeNotes(PoolId pool, String space) {
    return move(it -> it.takeNotes(pool, space));
  }

  @Override
  public List<Note> moveNotes(PoolId pool, String from, String to) {
    return move(it -> it.moveNotes(pool, from, to));
  }

  @Override
  public Optional<Note> note(PoolId pool, String space, String key) {
    return read(it -> it.note(pool, space, key));
  }

  @Override
  public List<Note> notes(PoolId pool, String space) {
    return read(it -> it.notes(pool, space));
  }

  @Override
  public Optional<TaskRecord> task(TaskId id) {
    return read(it -> it.task(id));
  }

  @Override
  public Map<TaskId, TaskState> states(List<TaskId> ids) {
    return read(it -> {
      Map<TaskId, TaskState> states = new HashMap<>();
      ids.forEach(id -> it.task(id).ifPresent(task -> states.put(id, task.state())));
      return states;
    });
  }

  @Override
  public List<TaskRecord> tasks(TaskFilter filter) {
    return read(it ->
        it.rows.sequencedValues().reversed().stream()
            .map(row -> row.task)
            .filter(task -> fits(task, filter))
            .skip(filter.offset())
            .limit(filter.limit())
            .toList());
  }

  private static boolean fits(TaskRecord task, TaskFilter filter) {
    return !task.spec().isClosing()
        && (filter.states().isEmpty() || filter.states().contains(task.state()))
        && (filter.pool() == null || filter.pool().equals(task.pool()))
        && (filter.tags().isEmpty() || !Collections.disjoint(filter.tags(), task.spec().tags()))
        && (filter.slot() == null || filter.slot().equals(task.slot()))
        && (filter.plan() == null || filter.plan().equals(task.plan()));
  }

  @Override
  public Map<TaskState, Long> counts(PoolId pool) {
    return read(it -> {
      Map<TaskState, Long> counts = new EnumMap<>(TaskState.class);
      for (TaskState state : TaskState.values()) {
        counts.put(state, it.queue(pool).counts.getOrDefault(state, 0L));
      }
      return counts;
    });
  }

  @Override
  public List<TaskId> dependencies(TaskId task) {
    return read(it -> it.rows.containsKey(task) ? it.dependencies(task) : List.of());
  }

  @Override
  public long count(TaskFilter filter) {
    return read(it -> it.rows.values().stream().filter(row -> fits(row.task, filter)).count());
  }

  @Override
  public Map<TaskId, List<TaskId>> dependencies(List<TaskId> tasks) {
    return read(it -> {
      Map<TaskId, List<TaskId>> all = new HashMap<>();
      for (TaskId task : tasks) {
        if (it.rows.containsKey(task) && !it.dependencies(task).isEmpty()) {
          all.put(task, it.dependencies(task));
        }
      }
      return all;
    });
  }

  @Override
  public Map<TaskId, Cost> costs(List<TaskId> tasks) {
    return read(it -> MemoryFigures.costs(it, tasks));
  }

  @Override
  public List<TaskRecord> parents(PoolId pool, int limit, int offset) {
    return read(it ->
        it.rows.sequencedValues().reversed().stream()
            .map(row -> row.task)
            .filter(task -> task.spec().isParent() && task.pool().equals(pool))
            .skip(offset)
            .limit(limit)
            .toList());
  }

  @Override
  public long parentCount(PoolId pool) {
    return parents(pool, Integer.MAX_VALUE, 0).size();
  }

  @Override
  public Map<TaskId, List<TaskRecord>> steps(List<TaskId> parents) {
    return read(it -> {
      Map<TaskId, List<TaskRecord>> all = new HashMap<>();
      parents.forEach(parent -> all.put(parent, MemoryFigures.steps(it, parent)));
      return all;
    });
  }

  @Override
  public Map<TaskId, StepCounts> stepCounts(List<TaskId> parents) {
    return read(it -> MemoryFigures.stepCounts(it, parents));
  }

  @Override
  public Figures figures(FigureFilter filter) {
    return read(it -> MemoryFigures.figures(it, filter));
  }

  @Override
  public List<AttemptRecord> attempts(TaskId task) {
    return read(it -> {
      Row row = it.rows.get(task);
      return row == null ? List.of() : List.copyOf(row.attempts);
    });
  }

  @Override
  public List<AttemptRecord> openAttempts(String node) {
    return read(
        it -> it.open.values().stream().filter(attempt -> attempt.node().equals(node)).toList());
  }

  @Override
  public Map<String, SlotTotals> slotTotals(PoolId pool) {
    return read(it -> {
      Map<String, SlotTotals> totals = new HashMap<>();
      it.rows.values().stream()
          .flatMap(row -> row.attempts.stream())
          .filter(attempt -> attempt.settled() && attempt.pool().equals(pool))
          .filter(attempt -> !attempt.key().task().isClosing())
          .forEach(attempt -> totals.merge(attempt.slot(), totals(attempt), MemoryLedger::sum));
      return totals;
    });
  }

  private static SlotTotals totals(AttemptRecord attempt) {
    boolean success = attempt.outcome() != null && attempt.outcome().success();
    Cost cost = attempt.cost();
    return SlotTotals.NONE.plus(success, cost == null ? Cost.NOTHING : cost);
  }

  private static SlotTotals sum(SlotTotals one, SlotTotals other) {
    return new SlotTotals(one.completed() + other.completed(), one.cost().plus(other.cost()));
  }

  @Override
  public Set<String> pinnedSlots(PoolId pool) {
    return read(it -> {
      Set<String> slots = new HashSet<>();
      for (Row row : it.rows.values()) {
        String pinned = row.task.spec().ordering().slot();
        if (pinned != null && row.place != Place.NOWHERE && row.task.pool().equals(pool)) {
          slots.add(pinned);
        }
      }
      return slots;
    });
  }

  @Override
  public List<Account> ownAccounts(PoolId pool) {
    return accounts(pool).stream()
        .filter(account -> !account.key().value().startsWith("plan:"))
        .toList();
  }

  @Override
  public List<Account> accounts(PoolId pool) {
    return read(it -> {
      NavigableMap<AccountKey, Account> all = it.accounts.get(pool);
      PoolRecord record = it.pools.get(pool);
      if (all == null || record == null) {
        return List.of();
      }
      String date = LocalDate.ofInstant(clock.now(), ZoneOffset.UTC).toString();
      AccountKey today = AccountKey.day(pool.value(), date);
      AccountKey own = AccountKey.pool(pool.value());
      List<Account> accounts = new ArrayList<>();
      accounts.add(all.getOrDefault(own, Account.empty(own, record.caps().pool())));
      accounts.add(all.getOrDefault(today, Account.empty(today, record.caps().day())));
      accounts.addAll(
          all.tailMap(new AccountKey("plan:")).headMap(new AccountKey("plan;")).values());
      return accounts;
    });
  }

  @Override
  public List<JournalEntry> journal(long after, int limit) {
    return read(it -> {
      int from = (int) Math.min(after, it.journal.size());
      return List.copyOf(it.journal.subList(from, Math.min(from + limit, it.journal.size())));
    });
  }

  @Override
  public long lastSequence() {
    return read(it -> (long) it.journal.size());
  }

  @Override
  public AutoCloseable onCommit(CommitListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public Instant now() {
    return clock.now();
  }

  @Override
  public void close() {}
}
