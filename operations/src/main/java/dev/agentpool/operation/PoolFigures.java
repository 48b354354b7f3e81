package dev.agentpool.operation;

import dev.agentpool.answer.Cost;
import dev.agentpool.answer.ModelFigures;
import dev.agentpool.answer.SessionMetrics;
import dev.agentpool.ledger.FigureFilter;
import dev.agentpool.request.MetricsFilter;
import java.time.Duration;

/** Figures over a pool's tasks, as they are told (spec slot-pool 2.9). */
final class PoolFigures {
  private PoolFigures() {}

  static SessionMetrics of(Asking asking, MetricsFilter filter) {
    var metrics =
        asking
            .engine()
            .metrics()
            .of(
                new FigureFilter(
                    asking.standing().id(),
                    filter.since().orElse(null),
                    filter.until().orElse(null),
                    filter.tags(),
                    filter.model().orElse(null)));
    Cost spend = Cost.of(metrics.totalSpend());
    return new SessionMetrics(
        metrics.totalTasks(),
        metrics.completed(),
        metrics.failed(),
        metrics.cancelled(),
        metrics.running(),
        metrics.pending(),
        metrics.blocked(),
        spend,
        spend,
        Cost.of(metrics.averageCost()),
        metrics.merged(),
        Cost.of(metrics.costPerMerged()),
        Cost.of(metrics.maxCost()),
        Duration.ofMillis(metrics.elapsed().average()),
        metrics.elapsed().median(),
        Duration.ofMillis(metrics.elapsed().max()),
        Duration.ofMillis(metrics.elapsed().min()),
        metrics.averageTurns(),
        metrics.tasksByModel(),
        metrics.models().stream().map(PoolFigures::figures).toList(),
        metrics.matchedConfigured(),
        metrics.matchedReported(),
        metrics.start(),
        metrics.duration());
  }

  private static ModelFigures figures(dev.agentpool.engine.SessionMetrics.Model model) {
    Cost cost = Cost.of(model.cost());
    return new ModelFigures(
        model.model(),
        model.taskCount(),
        model.completed(),
        cost,
        cost,
        Cost.of(model.averageCost()),
        Duration.ofMillis(model.averageElapsedMillis()),
        model.totalTurns());
  }
}
