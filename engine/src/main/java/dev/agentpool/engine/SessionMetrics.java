package dev.agentpool.engine;

import dev.agentpool.budget.Cost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Figures over the tasks of a pool (spec slot-pool 2.9). A plan's parent counts as no task: its
 * steps do. Averages are over completed tasks, here and by model.
 *
 * @param completed with those pending review
 * @param blocked tasks that wait for others
 * @param averageCost spend over completed tasks; nothing without any
 * @param models dearest first
 * @param matchedConfigured of the model that was asked for, tasks that are configured with it; 0
 *     when none was asked for
 * @param matchedReported tasks whose agent reported that model
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
    int blocked,
    Cost totalSpend,
    Cost averageCost,
    int merged,
    Cost costPerMerged,
    Cost maxCost,
    Elapsed elapsed,
    double averageTurns,
    Map<String, Integer> tasksByModel,
    List<Model> models,
    int matchedConfigured,
    int matchedReported,
    Instant start,
    Duration duration) {
  public SessionMetrics {
    tasksByModel = Map.copyOf(tasksByModel);
    models = List.copyOf(models);
  }

  /** Milliseconds over completed tasks that took any; zeros without one. */
  public record Elapsed(long average, double median, long max, long min) {}

  /**
   * What the tasks that one model did come to.
   *
   * @param taskCount those that have ended or are pending review
   */
  public record Model(
      String model,
      int taskCount,
      int completed,
      Cost cost,
      Cost averageCost,
      long averageElapsedMillis,
      int totalTurns) {}
}
