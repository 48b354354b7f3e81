package dev.agentpool.engine;

import dev.agentpool.budget.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Figures over the tasks of a pool (spec slot-pool 2.9). A plan's parent counts as no task: its
 * steps do.
 *
 * @param completed with those pending review
 * @param averageCost spend over completed tasks; zero without any
 * @param models dearest first
 * @param start when the oldest of these tasks was submitted
 * @param duration from there until now
 */
public record SessionMetrics(
    int totalTasks,
    int completed,
    int failed,
    int cancelled,
    int running,
    int pending,
    Money totalSpend,
    Money averageCost,
    Money maxCost,
    Elapsed elapsed,
    double averageTurns,
    Map<String, Integer> tasksByModel,
    List<Model> models,
    Instant start,
    Duration duration) {
  public SessionMetrics {
    tasksByModel = Map.copyOf(tasksByModel);
    models = List.copyOf(models);
  }

  /** Milliseconds over completed tasks that took any; zeros without one. */
  public record Elapsed(long average, double median, long max, long min) {}

  /** What the tasks that one model did come to. */
  public record Model(
      String model,
      int taskCount,
      Money totalCost,
      Money averageCost,
      long averageElapsedMillis,
      int totalTurns) {}
}
