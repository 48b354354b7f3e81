package dev.agentpool.ledger.memory;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Unit;
import dev.agentpool.budget.Uses;
import dev.agentpool.ledger.AttemptReadings;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.books.AttemptBook;
import dev.agentpool.pool.PoolId;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskSpec;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The attempts in collections, each with its task. */
final class MemoryAttempts implements AttemptBook, AttemptReadings {
  private static final int HISTORY = 20;

  private final MemoryTasks tasks;
  private final Map<AttemptKey, AttemptRecord> open = new LinkedHashMap<>();
  private final Map<AttemptKey, String> models = new HashMap<>();
  private final Map<String, Deque<Money>> costs = new HashMap<>();
  private final Map<String, Deque<Uses>> counts = new HashMap<>();

  MemoryAttempts(MemoryTasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public Optional<AttemptRecord> find(AttemptKey key) {
    Row row = tasks.rows.get(key.task());
    return row == null || key.fence() < 1 || key.fence() > row.attempts.size()
        ? Optional.empty()
        : Optional.of(row.attempts.get(key.fence() - 1));
  }

  @Override
  public void add(AttemptRecord attempt, TaskSpec spec) {
    tasks.row(attempt.key().task()).attempts.add(attempt);
    open.put(attempt.key(), attempt);
    models.put(attempt.key(), spec.settings().find(SettingKeys.MODEL).orElse(""));
  }

  @Override
  public void put(AttemptRecord attempt) {
    AttemptKey key = attempt.key();
    tasks.row(key.task()).attempts.set(key.fence() - 1, attempt);
    if (!attempt.settled()) {
      open.put(key, attempt);
      return;
    }
    open.remove(key);
    String alike = attempt.pool() + " " + models.get(key);
    if (attempt.cost() instanceof Cost.Known cost && cost.amount().micros() > 0) {
      remember(costs, alike, cost.amount());
    }
    Uses uses = attempt.uses();
    if (uses != null && uses.tokens().certain().count() + uses.turns().certain().count() > 0) {
      remember(counts, alike, uses);
    }
  }

  private static <T> void remember(Map<String, Deque<T>> all, String alike, T one) {
    Deque<T> last = all.computeIfAbsent(alike, _ -> new ArrayDeque<>());
    last.addFirst(one);
    if (last.size() > HISTORY) {
      last.removeLast();
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
  public Optional<Money> dearest(PoolId pool, String model, int among) {
    return costs.getOrDefault(pool + " " + model, new ArrayDeque<>()).stream()
        .limit(among)
        .reduce(Money::max);
  }

  @Override
  public Optional<Amount> most(PoolId pool, String model, Unit counted, int among) {
    return counts.getOrDefault(pool + " " + model, new ArrayDeque<>()).stream()
        .limit(among)
        .map(uses -> uses.of(counted).certain())
        .filter(Amount::isPositive)
        .reduce(Amount::max);
  }

  @Override
  public List<AttemptRecord> attempts(TaskId task) {
    Row row = tasks.rows.get(task);
    return row == null ? List.of() : List.copyOf(row.attempts);
  }

  @Override
  public List<AttemptRecord> openAttempts(String node) {
    return open.values().stream().filter(attempt -> attempt.node().equals(node)).toList();
  }
}
