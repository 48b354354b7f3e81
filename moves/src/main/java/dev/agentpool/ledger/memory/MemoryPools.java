package dev.agentpool.ledger.memory;

import dev.agentpool.budget.Money;
import dev.agentpool.ledger.PoolReadings;
import dev.agentpool.ledger.Waiting;
import dev.agentpool.ledger.books.Place;
import dev.agentpool.ledger.books.PoolBook;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.TaskState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The pools in collections. */
final class MemoryPools implements PoolBook, PoolReadings {
  private final Map<PoolId, PoolRecord> pools = new TreeMap<>(Comparator.comparing(PoolId::value));
  private final MemoryTasks tasks;
  private final MemoryAttempts attempts;

  MemoryPools(MemoryTasks tasks, MemoryAttempts attempts) {
    this.tasks = tasks;
    this.attempts = attempts;
  }

  @Override
  public Optional<PoolRecord> find(PoolId pool) {
    return Optional.ofNullable(pools.get(pool));
  }

  @Override
  public void put(PoolRecord pool) {
    pools.put(pool.id(), pool);
  }

  @Override
  public long openTasks(PoolId pool) {
    long sum = 0;
    for (Map.Entry<TaskState, Long> count : tasks.queue(pool).counts.entrySet()) {
      sum += count.getKey().terminal() ? 0 : count.getValue();
    }
    return sum;
  }

  @Override
  public List<PoolRecord> pools() {
    return List.copyOf(pools.values());
  }

  @Override
  public Map<TaskState, Long> counts(PoolId pool) {
    Map<TaskState, Long> counts = new EnumMap<>(TaskState.class);
    for (TaskState state : TaskState.values()) {
      counts.put(state, tasks.queue(pool).agents.getOrDefault(state, 0L));
    }
    return counts;
  }

  @Override
  public List<Waiting> waiting(PoolId pool) {
    Map<List<String>, List<Row>> alike = new TreeMap<>(Comparator.comparing(List::toString));
    for (Row row : tasks.rows.values()) {
      if (row.place != Place.NOWHERE && row.task.pool().equals(pool)) {
        Settings settings = row.task.spec().settings();
        alike
            .computeIfAbsent(
                List.of(
                    row.place == Place.UNPAID ? "unpaid" : "",
                    settings.find(SettingKeys.PROVIDER).orElse(""),
                    settings.find(SettingKeys.MODEL).orElse("")),
                _ -> new ArrayList<>())
            .add(row);
      }
    }
    return alike.entrySet().stream()
        .map(entry -> waiting(pool, entry.getKey(), entry.getValue()))
        .toList();
  }

  private Waiting waiting(PoolId pool, List<String> what, List<Row> rows) {
    Money left = Money.ZERO;
    long capped = 0;
    for (Row row : rows) {
      Money cap = row.task.spec().cap();
      if (cap != null) {
        capped++;
        left = left.plus(cap.minus(row.money.booked()).max(Money.ZERO));
      }
    }
    return new Waiting(
        !what.get(0).isEmpty(),
        what.get(1),
        what.get(2),
        rows.size(),
        capped,
        left,
        attempts.dearest(pool, what.get(2), Waiting.HISTORY).orElse(null));
  }

  @Override
  public Set<String> pinnedSlots(PoolId pool) {
    Set<String> slots = new HashSet<>();
    for (Row row : tasks.rows.values()) {
      String pinned = row.task.spec().ordering().slot();
      if (pinned != null && row.place != Place.NOWHERE && row.task.pool().equals(pool)) {
        slots.add(pinned);
      }
    }
    return slots;
  }
}
