package dev.agentpool.wire;

import dev.agentpool.engine.SessionMetrics;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Figures over a pool's tasks (spec slot-pool 2.9). */
public final class MetricsShapes {
  private MetricsShapes() {}

  public static ObjectNode metrics(SessionMetrics metrics) {
    ObjectNode node =
        Shapes.object()
            .put("total_tasks", metrics.totalTasks())
            .put("completed", metrics.completed())
            .put("failed", metrics.failed())
            .put("cancelled", metrics.cancelled())
            .put("running", metrics.running())
            .put("pending", metrics.pending())
            .put("blocked", metrics.blocked());
    CostShapes.put(node, metrics.totalSpend());
    CostShapes.put(node, "total_spend", metrics.totalSpend());
    CostShapes.put(node, "avg_cost", metrics.averageCost());
    CostShapes.put(node, "max_cost", metrics.maxCost());
    node.put("avg_elapsed_ms", metrics.elapsed().average())
        .put("median_elapsed_ms", metrics.elapsed().median())
        .put("max_elapsed_ms", metrics.elapsed().max())
        .put("min_elapsed_ms", metrics.elapsed().min())
        .put("avg_turns", metrics.averageTurns());
    ObjectNode byModel = node.putObject("tasks_by_model");
    metrics.tasksByModel().forEach(byModel::put);
    ArrayNode models = node.putArray("model_breakdown");
    for (SessionMetrics.Model model : metrics.models()) {
      ObjectNode one =
          Shapes.object()
              .put("model", model.model())
              .put("task_count", model.taskCount())
              .put("completed", model.completed());
      CostShapes.put(one, model.cost());
      CostShapes.put(one, "total_cost", model.cost());
      CostShapes.put(one, "avg_cost", model.averageCost());
      models.add(
          one.put("avg_elapsed_ms", model.averageElapsedMillis())
              .put("total_turns", model.totalTurns()));
    }
    node.put("matched_configured", metrics.matchedConfigured());
    node.put("matched_reported", metrics.matchedReported());
    return node.put("session_start_ms", metrics.start().toEpochMilli())
        .put("session_duration_ms", metrics.duration().toMillis());
  }
}
