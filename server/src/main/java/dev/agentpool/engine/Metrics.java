package dev.agentpool.engine;

import dev.agentpool.budget.Money;
import dev.agentpool.engine.SessionMetrics.Elapsed;
import dev.agentpool.engine.SessionMetrics.Model;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.pool.PoolId;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Session metrics out of the ledger (spec slot-pool 2.9). Thread-safe; reads every task asked of.
 */
public final class Metrics {
  private static final int PAGE = 1_000;
  private final Ledger ledger;

  public Metrics(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Which tasks count.
   *
   * @param since submitted then or later; null for all
   * @param until submitted before then
   * @param tags any of them; empty for all
   * @param model as the agent reported it, or as the task asked for it
   */
  public record Filter(
      @Nullable Instant since, @Nullable Instant until, List<String> tags, @Nullable String model) {
    public static final Filter ALL = new Filter(null, null, List.of(), null);

    public Filter {
      tags = List.copyOf(tags);
    }

    private boolean takes(TaskRecord task) {
      return (since == null || !task.createdAt().isBefore(since))
          && (until == null || task.createdAt().isBefore(until))
          && (model == null || model.equals(modelOf(task)));
    }
  }

  private record Counted(TaskRecord task, Money cost) {}

  public SessionMetrics of(PoolId pool, Filter filter) {
    List<Counted> tasks = new ArrayList<>();
    for (int offset = 0; ; offset += PAGE) {
      List<TaskRecord> page =
          ledger.tasks(new TaskFilter(pool, Set.of(), filter.tags(), null, null, PAGE, offset));
      for (TaskRecord task : page) {
        if (task.spec().part() == null || !isOfPlanOnly(task)) {
          if (filter.takes(task)) {
            tasks.add(new Counted(task, Tasks.costOf(ledger.attempts(task.id()))));
          }
        }
      }
      if (page.size() < PAGE) {
        return figures(tasks);
      }
    }
  }

  private static boolean isOfPlanOnly(TaskRecord task) {
    return task.spec().isParent() || task.spec().isClosing();
  }

  private SessionMetrics figures(List<Counted> tasks) {
    Instant now = ledger.now();
    Instant start =
        tasks.stream()
            .map(counted -> counted.task().createdAt())
            .min(Comparator.naturalOrder())
            .orElse(now);
    Money spend = sum(tasks);
    List<Counted> done = tasks.stream().filter(counted -> isDone(counted.task().state())).toList();
    Map<String, List<Counted>> byModel = new LinkedHashMap<>();
    for (Counted counted : tasks) {
      String model = modelOf(counted.task());
      if (model != null && counted.task().result() != null) {
        byModel.computeIfAbsent(model, _ -> new ArrayList<>()).add(counted);
      }
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    byModel.forEach((model, of) -> counts.put(model, of.size()));
    return new SessionMetrics(
        tasks.size(),
        done.size(),
        count(tasks, TaskState.FAILED),
        count(tasks, TaskState.CANCELLED),
        count(tasks, TaskState.RUNNING),
        count(tasks, TaskState.PENDING) + count(tasks, TaskState.BLOCKED),
        spend,
        over(spend, done.size()),
        tasks.stream().map(Counted::cost).reduce(Money.ZERO, Money::max),
        elapsed(done),
        done.stream().mapToInt(counted -> turns(counted.task())).average().orElse(0),
        counts,
        byModel.entrySet().stream()
            .map(of -> model(of.getKey(), of.getValue()))
            .sorted(Comparator.comparing(Model::totalCost).reversed())
            .toList(),
        start,
        Duration.between(start, now));
  }

  private static boolean isDone(TaskState state) {
    return state == TaskState.COMPLETED || state == TaskState.PENDING_REVIEW;
  }

  private static int count(List<Counted> tasks, TaskState state) {
    return (int) tasks.stream().filter(counted -> counted.task().state() == state).count();
  }

  private static Money sum(List<Counted> tasks) {
    return tasks.stream().map(Counted::cost).reduce(Money.ZERO, Money::plus);
  }

  private static Money over(Money sum, int count) {
    return count == 0 ? Money.ZERO : Money.ofMicros(sum.micros() / count);
  }

  private static Elapsed elapsed(List<Counted> done) {
    List<Long> millis =
        done.stream()
            .map(counted -> millis(counted.task()))
            .filter(took -> took > 0)
            .sorted()
            .toList();
    if (millis.isEmpty()) {
      return new Elapsed(0, 0, 0, 0);
    }
    int half = millis.size() / 2;
    double median =
        millis.size() % 2 == 1 ? millis.get(half) : (millis.get(half - 1) + millis.get(half)) / 2.0;
    long sum = millis.stream().mapToLong(Long::longValue).sum();
    return new Elapsed(sum / millis.size(), median, millis.getLast(), millis.getFirst());
  }

  private static Model model(String name, List<Counted> tasks) {
    return new Model(
        name,
        tasks.size(),
        sum(tasks),
        over(sum(tasks), tasks.size()),
        (long) tasks.stream().mapToLong(counted -> millis(counted.task())).average().orElse(0),
        tasks.stream().mapToInt(counted -> turns(counted.task())).sum());
  }

  private static long millis(TaskRecord task) {
    TaskResult result = task.result();
    return result == null ? 0 : result.elapsed().toMillis();
  }

  private static int turns(TaskRecord task) {
    TaskResult result = task.result();
    return result == null ? 0 : result.turns();
  }

  private static @Nullable String modelOf(TaskRecord task) {
    TaskResult result = task.result();
    return result != null && result.model() != null
        ? result.model()
        : task.spec().settings().find(SettingKeys.MODEL).orElse(null);
  }
}
