package dev.agentpool.ledger.memory;

import dev.agentpool.budget.Money;
import dev.agentpool.ledger.InQueue;
import dev.agentpool.ledger.TaskReadings;
import dev.agentpool.ledger.UnseenFilter;
import dev.agentpool.ledger.books.Place;
import dev.agentpool.ledger.books.TaskBook;
import dev.agentpool.ledger.books.TaskMoney;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskIdPrefix;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The tasks in collections. */
final class MemoryTasks implements TaskBook, TaskReadings {
  final LinkedHashMap<TaskId, Row> rows = new LinkedHashMap<>();
  private final Set<TaskId> unseen = new HashSet<>();
  private final Map<PoolId, Queue> queues = new HashMap<>();

  /** Those that ever had a task. */
  Set<PoolId> pools() {
    return Set.copyOf(queues.keySet());
  }

  Queue queue(PoolId pool) {
    return queues.computeIfAbsent(pool, _ -> new Queue());
  }

  Row row(TaskId task) {
    return Objects.requireNonNull(rows.get(task), task::value);
  }

  @Override
  public Optional<TaskRecord> find(TaskId task) {
    return Optional.ofNullable(rows.get(task)).map(row -> row.task);
  }

  @Override
  public void add(TaskRecord task, Place place) {
    Row row = new Row(task, rows.size() + 1L);
    row.place = place;
    rows.put(task.id(), row);
    queue(task.pool()).add(row);
  }

  @Override
  public void put(TaskRecord before, TaskRecord after, Place place) {
    Row row = row(after.id());
    Queue queue = queue(after.pool());
    queue.remove(row);
    row.task = after;
    row.place = place;
    row.passedOverSince = null;
    queue.add(row);
    if (after.isToBeSeen() && !before.isToBeSeen()) {
      unseen.add(after.id());
    }
  }

  @Override
  public boolean seen(TaskId task) {
    return unseen.remove(task);
  }

  @Override
  public int seen(PoolId pool) {
    int before = unseen.size();
    unseen.removeIf(id -> row(id).task.pool().equals(pool));
    return before - unseen.size();
  }

  @Override
  public Map<TaskId, TaskRecord> tasks(Set<TaskId> ids) {
    Map<TaskId, TaskRecord> found = new HashMap<>();
    ids.forEach(id -> find(id).ifPresent(task -> found.put(id, task)));
    return found;
  }

  @Override
  public Map<TaskId, InQueue> queued(Set<TaskId> ids) {
    Map<TaskId, InQueue> queued = new HashMap<>();
    for (TaskId id : ids) {
      Row row = rows.get(id);
      if (row != null && row.task.state() == TaskState.PENDING) {
        Money taken = row.money.booked().plus(row.money.held());
        queued.put(id, new InQueue(row.place == Place.UNPAID, row.passedOverSince != null, taken));
      }
    }
    return queued;
  }

  @Override
  public List<TaskRecord> unseen(UnseenFilter filter) {
    return meant(filter).limit(filter.limit()).toList();
  }

  @Override
  public boolean isUnseen(TaskId task) {
    return unseen.contains(task);
  }

  @Override
  public long count(UnseenFilter filter) {
    return meant(filter).count();
  }

  private Stream<TaskRecord> meant(UnseenFilter filter) {
    return rows.sequencedValues().reversed().stream()
        .map(row -> row.task)
        .filter(task -> unseen.contains(task.id()) && task.state() == filter.state())
        .filter(task -> filter.pool() == null || filter.pool().equals(task.pool()));
  }

  @Override
  public TaskMoney money(TaskId task) {
    return row(task).money;
  }

  @Override
  public void putMoney(TaskId task, TaskMoney money) {
    row(task).money = money;
  }

  @Override
  public Optional<TaskRecord> task(TaskId id) {
    return find(id);
  }

  @Override
  public Map<TaskId, TaskState> states(List<TaskId> ids) {
    Map<TaskId, TaskState> states = new HashMap<>();
    ids.forEach(id -> find(id).ifPresent(task -> states.put(id, task.state())));
    return states;
  }

  @Override
  public List<TaskRecord> tasks(TaskIdPrefix prefix, int most) {
    return rows.values().stream()
        .map(row -> row.task)
        .filter(task -> prefix.fits(task.id()))
        .sorted(Comparator.comparing(task -> task.id().value()))
        .limit(most)
        .toList();
  }

  @Override
  public List<TaskRecord> tasks(TaskFilter filter) {
    return rows.sequencedValues().reversed().stream()
        .map(row -> row.task)
        .filter(task -> fits(task, filter))
        .skip(filter.offset())
        .limit(filter.limit())
        .toList();
  }

  @Override
  public List<TaskRecord> startedBy(TaskId elder) {
    return rows.sequencedValues().stream()
        .map(row -> row.task)
        .filter(task -> elder.equals(task.startedBy()) && task.spec().part().askedFor())
        .toList();
  }

  @Override
  public long count(TaskFilter filter) {
    return rows.values().stream().filter(row -> fits(row.task, filter)).count();
  }

  private static boolean fits(TaskRecord task, TaskFilter filter) {
    return task.spec().part().askedFor()
        && (filter.states().isEmpty() || filter.states().contains(task.state()))
        && (filter.pool() == null || filter.pool().equals(task.pool()))
        && (filter.tags().isEmpty() || !Collections.disjoint(filter.tags(), task.spec().tags()))
        && (filter.slot() == null || filter.slot().equals(task.slot()))
        && (filter.plan() == null || filter.plan().equals(task.plan()));
  }
}
