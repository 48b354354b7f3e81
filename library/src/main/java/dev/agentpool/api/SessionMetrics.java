package dev.agentpool.api;

import dev.agentpool.answer.Cost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Figures over a pool's tasks (spec slot-pool 2.9).
 *
 * {@snippet :
 * SessionMetrics metrics = pool.metrics();
 * System.out.println(metrics.completed() + " tasks for " + metrics.totalSpend());
 * }
 *
 * @param completed with those pending review
 * @param blocked tasks that wait for others
 * @param averageCost spend over completed tasks; here and by model
 * @param models dearest first
 * @param start when the oldest of these tasks was submitted
 * @param duration from there until now
 * @param matchedConfigured tasks that are configured with the model that was asked for; 0 when none
 *     was
 * @param matchedReported tasks whose agent reported it
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
    Cost maxCost,
    Duration averageElapsed,
    Duration medianElapsed,
    Duration maxElapsed,
    Duration minElapsed,
    double averageTurns,
    List<Model> models,
    Instant start,
    Duration duration,
    int matchedConfigured,
    int matchedReported) {
  /** What the tasks that one model did come to. */
  public record Model(
      String model,
      int taskCount,
      int completed,
      Cost totalCost,
      Cost averageCost,
      Duration averageElapsed,
      int totalTurns) {
    static Model of(JsonNode node) {
      return new Model(
          Answer.text(node, "model"),
          Answer.number(node, "task_count"),
          Answer.number(node, "completed"),
          Answer.cost(node, "total_cost"),
          Answer.cost(node, "avg_cost"),
          Answer.millis(node, "avg_elapsed_ms"),
          Answer.number(node, "total_turns"));
    }
  }

  /** Keeps a copy of the list. */
  public SessionMetrics {
    models = List.copyOf(models);
  }

  static SessionMetrics of(JsonNode node) {
    return new SessionMetrics(
        Answer.number(node, "total_tasks"),
        Answer.number(node, "completed"),
        Answer.number(node, "failed"),
        Answer.number(node, "cancelled"),
        Answer.number(node, "running"),
        Answer.number(node, "pending"),
        Answer.number(node, "blocked"),
        Answer.cost(node, "total_spend"),
        Answer.cost(node, "avg_cost"),
        Answer.cost(node, "max_cost"),
        Answer.millis(node, "avg_elapsed_ms"),
        Answer.millis(node, "median_elapsed_ms"),
        Answer.millis(node, "max_elapsed_ms"),
        Answer.millis(node, "min_elapsed_ms"),
        node.path("avg_turns").asDouble(0),
        Answer.list(node.path("model_breakdown"), Model::of),
        Answer.time(node, "session_start_ms"),
        Answer.millis(node, "session_duration_ms"),
        Answer.number(node, "matched_configured"),
        Answer.number(node, "matched_reported"));
  }
}
