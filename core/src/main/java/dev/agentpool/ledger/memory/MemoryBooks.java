package dev.agentpool.ledger.memory;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.Note;
import dev.agentpool.ledger.moves.Admitted;
import dev.agentpool.ledger.moves.Books;
import dev.agentpool.ledger.moves.Candidate;
import dev.agentpool.ledger.moves.Place;
import dev.agentpool.ledger.moves.SteadyClock;
import dev.agentpool.ledger.moves.TaskMoney;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The books in collections. There is no rolling back: moves check before they write. */
final class MemoryBooks implements Books {
  private static final int HISTORY = 20;

  final Map<PoolId, PoolRecord> pools = new TreeMap<>(Comparator.comparing(PoolId::value));
  final LinkedHashMap<TaskId, Row> rows = new LinkedHashMap<>();
  final Map<PoolId, NavigableMap<AccountKey, Account>> accounts = new HashMap<>();
  final List<JournalEntry> journal = new ArrayList<>();
  final Map<AttemptKey, AttemptRecord> open = new LinkedHashMap<>();
  private final Map<AccountKey, Account> accountsByKey = new HashMap<>();
  private final Map<PoolId, Queue> queues = new HashMap<>();
  private final Map<String, Deque<Money>> costs = new HashMap<>();
  private final Map<String, Admitted> admitted = new HashMap<>();
  private final Map<AttemptKey, String> models = new HashMap<>();
  private final Map<String, NavigableMap<String, Note>> notes = new HashMap<>();
  private final SteadyClock clock;
  private Instant now;

  MemoryBooks(SteadyClock clock) {
    this.clock = clock;
    now = clock.now();
  }

  /** Begins a move. */
  MemoryBooks begin() {
    now = clock.now();
    return this;
  }

  Queue queue(PoolId pool) {
    return queues.computeIfAbsent(pool, _ -> new Queue());
  }

  private Row row(TaskId task) {
    return Objects.requireNonNull(rows.get(task), task::value);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public Optional<PoolRecord> pool(PoolId pool) {
    return Optional.ofNullable(pools.get(pool));
  }

  @Override
  public void putPool(PoolRecord pool) {
    pools.put(pool.id(), pool);
  }

  @Override
  public long openTasks(PoolId pool) {
    long sum = 0;
    for (Map.Entry<TaskState, Long> count : queue(pool).counts.entrySet()) {
      sum += count.getKey().terminal() ? 0 : count.getValue();
    }
    return sum;
  }

  @Override
  public Optional<TaskRecord> task(TaskId task) {
    return Optional.ofNullable(rows.get(task)).map(row -> row.task);
  }

  @Override
  public void addTask(TaskRecord task, Place place) {
    Row row = new Row(task, rows.size() + 1L);
    row.place = place;
    rows.put(task.id(), row);
    queue(task.pool()).add(row);
  }

  @Override
  public void putTask(TaskRecord before, TaskRecord after, Place place) {
    Row row = row(after.id());
    Queue queue = queue(after.pool());
    queue.remove(row);
    row.task = after;
    row.place = place;
    row.passedOverSince = null;
    queue.add(row);
  }

  @Override
  public void putPlace(TaskId task, Place place) {
    Row row = row(task);
    Queue queue = queue(row.task.pool());
    queue.unplace(row);
    row.place = place;
    queue.place(row);
  }

  @Override
  public void addDependencies(TaskId task, List<TaskId> on, int awaited) {
    Row row = row(task);
    row.dependencies = List.copyOf(on);
    row.awaited = awaited;
    on.forEach(dependency -> row(dependency).dependents.add(task));
  }

  @Override
  public List<TaskId> dependencies(TaskId task) {
    return row(task).dependencies;
  }

  @Override
  public List<TaskId> dependents(TaskId on) {
    return List.copyOf(row(on).dependents);
  }

  @Override
  public int dependencyMet(TaskId task) {
    return --row(task).awaited;
  }

  @Override
  public boolean laneRuns(PoolId pool, String lane) {
    return queue(pool).lane(lane).running > 0;
  }

  @Override
  public Optional<LaneWaiter> laneOldest(PoolId pool, String lane) {
    NavigableSet<Row> pending = queue(pool).lane(lane).pending;
    return pending.isEmpty()
        ? Optional.empty()
        : Optional.of(new LaneWaiter(pending.first().task.id(), pending.first().task.notBefore()));
  }

  @Override
  public Optional<TaskId> laneSeated(PoolId pool, String lane) {
    for (Row row : queue(pool).lane(lane).pending) {
      if (row.place == Place.READY || row.place == Place.DELAYED) {
        return Optional.of(row.task.id());
      }
    }
    return Optional.empty();
  }

  @Override
  public void promoteDue(PoolId pool) {
    NavigableSet<Row> delayed = queue(pool).delayed;
    while (!delayed.isEmpty()) {
      Instant due = delayed.first().task.notBefore();
      if (due != null && due.isAfter(now)) {
        return;
      }
      putPlace(delayed.first().task.id(), Place.READY);
    }
  }

  @Override
  public List<Candidate> ready(
      PoolId pool,
      String slot,
      boolean pinnedOnly,
      Set<String> withoutProviders,
      Set<String> withoutPlans,
      Candidate.Cursor after,
      int limit) {
    List<Candidate> page = new ArrayList<>();
    for (Row row : queue(pool).ready) {
      TaskRecord task = row.task;
      if (page.size() == limit) {
        break;
      }
      String provider = task.spec().settings().find(SettingKeys.PROVIDER).orElse("");
      String pinned = task.spec().ordering().slot();
      boolean excluded =
          !slot.equals(pinned) && (pinnedOnly || pinned != null)
              || row.at.compareTo(after) <= 0
              || withoutProviders.contains(provider)
              || (task.plan() != null && withoutPlans.contains(task.plan().value()));
      if (!excluded) {
        String model = task.spec().settings().find(SettingKeys.MODEL).orElse("");
        page.add(
            new Candidate(
                task.id(),
                row.at,
                task.plan(),
                model,
                task.spec().cap(),
                row.money,
                row.passedOverSince));
      }
    }
    return page;
  }

  @Override
  public Optional<Instant> nextDue(PoolId pool) {
    NavigableSet<Row> delayed = queue(pool).delayed;
    return delayed.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(delayed.first().task.notBefore());
  }

  @Override
  public void notePassedOver(TaskId task, Instant since) {
    row(task).passedOverSince = since;
  }

  @Override
  public Optional<Account> account(AccountKey key) {
    return Optional.ofNullable(accountsByKey.get(key));
  }

  @Override
  public void putAccount(PoolId pool, Account account) {
    accountsByKey.put(account.key(), account);
    accounts
        .computeIfAbsent(pool, _ -> new TreeMap<>(Comparator.comparing(AccountKey::value)))
        .put(account.key(), account);
  }

  @Override
  public TaskMoney taskMoney(TaskId task) {
    return row(task).money;
  }

  @Override
  public void putTaskMoney(TaskId task, TaskMoney money) {
    row(task).money = money;
  }

  @Override
  public Optional<Money> dearest(PoolId pool, String model, int among) {
    return costs.getOrDefault(pool + " " + model, new ArrayDeque<>()).stream()
        .limit(among)
        .reduce(Money::max);
  }

  @Override
  public Optional<AttemptRecord> attempt(AttemptKey key) {
    Row row = rows.get(key.task());
    return row == null || key.fence() < 1 || key.fence() > row.attempts.size()
        ? Optional.empty()
        : Optional.of(row.attempts.get(key.fence() - 1));
  }

  @Override
  public void addAttempt(AttemptRecord attempt, String model) {
    row(attempt.key().task()).attempts.add(attempt);
    open.put(attempt.key(), attempt);
    models.put(attempt.key(), model);
  }

  @Override
  public void putAttempt(AttemptRecord attempt) {
    AttemptKey key = attempt.key();
    row(key.task()).attempts.set(key.fence() - 1, attempt);
    if (!attempt.settled()) {
      open.put(key, attempt);
      return;
    }
    open.remove(key);
    if (attempt.cost() instanceof Cost.Known cost && cost.amount().micros() > 0) {
      Deque<Money> last =
          costs.computeIfAbsent(attempt.pool() + " " + models.get(key), _ -> new ArrayDeque<>());
      last.addFirst(cost.amount());
      if (last.size() > HISTORY) {
        last.removeLast();
      }
    }
  }

  @Override
  public List<AttemptRecord> lapsed(Instant before) {
    return endedBefore(before, true);
  }

  @Override
  public List<AttemptRecord> forgotten(Instant before) {
    return endedBefore(before, false);
  }

  private List<AttemptRecord> endedBefore(Instant before, boolean current) {
    return open.values().stream()
        .filter(attempt -> attempt.current() == current && attempt.leaseUntil().isBefore(before))
        .toList();
  }

  @Override
  public Optional<Admitted> admitted(PoolId pool, String idempotencyKey) {
    return Optional.ofNullable(admitted.get(pool + " " + idempotencyKey));
  }

  @Override
  public void putAdmitted(PoolId pool, String idempotencyKey, Admitted entry) {
    admitted.put(pool + " " + idempotencyKey, entry);
  }

  @Override
  public void append(
      JournalKind kind,
      PoolId pool,
      @Nullable TaskId task,
      int fence,
      @Nullable TaskState from,
      @Nullable TaskState to,
      String detail) {
    journal.add(
        new JournalEntry(journal.size() + 1L, now, pool, kind, task, fence, from, to, detail));
  }

  private NavigableMap<String, Note> space(PoolId pool, String space) {
    return notes.computeIfAbsent(pool + " " + space, _ -> new TreeMap<>());
  }

  @Override
  public Optional<Note> note(PoolId pool, String space, String key) {
    return Optional.ofNullable(space(pool, space).get(key));
  }

  @Override
  public List<Note> notes(PoolId pool, String space) {
    return List.copyOf(space(pool, space).values());
  }

  @Override
  public void putNote(PoolId pool, Note note) {
    space(pool, note.space()).put(note.key(), note);
  }

  @Override
  public void removeNote(PoolId pool, String space, String key) {
    space(pool, space).remove(key);
  }
}
