package dev.agentpool.ledger.memory;

import dev.agentpool.budget.Cost;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.FigureFilter;
import dev.agentpool.ledger.FigureReadings;
import dev.agentpool.ledger.Figures;
import dev.agentpool.ledger.SlotTotals;
import dev.agentpool.ledger.books.TaskMoney;
import dev.agentpool.pool.PoolId;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The figures of the books in collections, by walking over them. */
final class MemoryFigures implements FigureReadings {
  private final MemoryTasks tasks;

  MemoryFigures(MemoryTasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public Map<TaskId, Cost> costs(List<TaskId> ids) {
    Map<TaskId, Cost> costs = new HashMap<>();
    for (TaskId id : ids) {
      Row row = tasks.rows.get(id);
      if (row != null) {
        costs.put(id, row.task.spec().isParent() ? planCost(row.task) : row.money.cost());
      }
    }
    return costs;
  }

  private Cost planCost(TaskRecord parent) {
    return tasks.rows.values().stream()
        .filter(row -> Objects.equals(row.task.plan(), parent.plan()))
        .map(row -> row.money)
        .reduce(TaskMoney.NONE, TaskMoney::plus)
        .cost();
  }

  @Override
  public Map<String, SlotTotals> slotTotals(PoolId pool) {
    Map<String, SlotTotals> totals = new HashMap<>();
    tasks.rows.values().stream()
        .filter(row -> row.task.pool().equals(pool) && row.task.spec().part().askedFor())
        .flatMap(row -> row.attempts.stream())
        .filter(AttemptRecord::settled)
        .forEach(attempt -> totals.merge(attempt.slot(), totals(attempt), MemoryFigures::sum));
    return totals;
  }

  private static SlotTotals totals(AttemptRecord attempt) {
    boolean success = attempt.outcome() != null && attempt.outcome().success();
    Cost cost = attempt.cost();
    return SlotTotals.NONE.plus(success, cost == null ? Cost.NOTHING : cost);
  }

  private static SlotTotals sum(SlotTotals one, SlotTotals other) {
    return new SlotTotals(one.completed() + other.completed(), one.cost().plus(other.cost()));
  }

  private record Key(@Nullable String model, @Nullable String configured, TaskState state) {}

  @Override
  public Figures figures(FigureFilter filter) {
    Map<Key, Figures.Group> groups = new LinkedHashMap<>();
    List<Long> times = new ArrayList<>();
    Cost dearest = Cost.NOTHING;
    Instant first = null;
    for (Row row : tasks.rows.values()) {
      if (counts(row.task, filter)) {
        Figures.Group one = group(row);
        groups.merge(new Key(one.model(), one.configured(), one.state()), one, MemoryFigures::sum);
        dearest = Figures.dearer(dearest, row.money.cost());
        Instant at = row.task.createdAt();
        first = first == null || at.isBefore(first) ? at : first;
        if (one.isDone() && one.millis() > 0) {
          times.add(one.millis());
        }
      }
    }
    return new Figures(List.copyOf(groups.values()), dearest, times(times), first);
  }

  private static boolean counts(TaskRecord task, FigureFilter filter) {
    Instant at = task.createdAt();
    return task.pool().equals(filter.pool())
        && task.spec().part().byAgent()
        && (filter.since() == null || !at.isBefore(filter.since()))
        && (filter.until() == null || at.isBefore(filter.until()))
        && (filter.tags().isEmpty() || !Collections.disjoint(filter.tags(), task.spec().tags()))
        && (filter.model() == null
            || filter.model().equals(reported(task))
            || filter.model().equals(configured(task)));
  }

  private static @Nullable String reported(TaskRecord task) {
    return task.result() == null ? null : task.result().report().model();
  }

  private static @Nullable String configured(TaskRecord task) {
    TaskResult result = task.result();
    return result != null && !result.verdict().configuredModel().isEmpty()
        ? result.verdict().configuredModel()
        : task.spec().settings().find(SettingKeys.MODEL).orElse(null);
  }

  private static Figures.Group group(Row row) {
    TaskResult result = row.task.result();
    long millis = result == null ? 0 : result.report().spent().elapsed().toMillis();
    return new Figures.Group(
        reported(row.task),
        configured(row.task),
        row.task.state(),
        1,
        row.money.cost(),
        millis > 0 ? 1 : 0,
        millis,
        result == null ? 0 : result.report().spent().turns());
  }

  private static Figures.Group sum(Figures.Group one, Figures.Group other) {
    return new Figures.Group(
        one.model(),
        one.configured(),
        one.state(),
        one.tasks() + other.tasks(),
        one.cost().plus(other.cost()),
        one.timed() + other.timed(),
        one.millis() + other.millis(),
        one.turns() + other.turns());
  }

  private static Figures.Times times(List<Long> times) {
    return times.isEmpty()
        ? Figures.Times.NONE
        : new Figures.Times(median(times), Collections.max(times), Collections.min(times));
  }

  private static double median(List<Long> times) {
    Collections.sort(times);
    int half = times.size() / 2;
    return times.size() % 2 == 1 ? times.get(half) : (times.get(half - 1) + times.get(half)) / 2.0;
  }
}
