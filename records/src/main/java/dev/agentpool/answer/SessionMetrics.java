package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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
 * @param totalSpend the same as {@code cost}
 * @param averageCost spend over completed tasks; here and by model
 * @param merged tasks and plans that agentpool merged into the project, and were not undone since
 * @param costPerMerged all spend over them, also what was spent on what came to nothing; 0 without
 *     any
 * @param models dearest first
 * @param matchedConfigured tasks that are configured with the model that was asked for; 0 when none
 *     was
 * @param matchedReported tasks whose agent reported it
 * @param start when the oldest of these tasks was submitted
 * @param duration from there until now
 */
public record SessionMetrics(
    int totalTasks,
    @JsonPropertyDescription("with those pending review") int completed,
    int failed,
    int cancelled,
    int running,
    int pending,
    @JsonPropertyDescription("that wait for other tasks") int blocked,
    @JsonUnwrapped(prefix = "cost_") Cost cost,
    @JsonUnwrapped(prefix = "total_spend_") @JsonPropertyDescription("the same") Cost totalSpend,
    @JsonUnwrapped(prefix = "avg_cost_")
        @JsonPropertyDescription("over completed tasks; 0 without any")
        Cost averageCost,
    @JsonPropertyDescription(
            "tasks and plans that agentpool merged into the project, and were not undone since")
        int merged,
    @JsonUnwrapped(prefix = "cost_per_merged_")
        @JsonPropertyDescription("all that was spent, over 'merged'; 0 when nothing was merged")
        Cost costPerMerged,
    @JsonUnwrapped(prefix = "max_cost_") @JsonPropertyDescription("of the dearest task")
        Cost maxCost,
    @JsonProperty("avg_elapsed_ms") Duration averageElapsed,
    @JsonProperty("median_elapsed_ms") double medianElapsedMillis,
    Duration maxElapsed,
    Duration minElapsed,
    @JsonProperty("avg_turns") double averageTurns,
    Map<String, Integer> tasksByModel,
    @JsonProperty("model_breakdown") @JsonPropertyDescription("dearest first")
        List<ModelFigures> models,
    @JsonPropertyDescription("with 'model': tasks that are configured with it")
        int matchedConfigured,
    @JsonPropertyDescription("with 'model': tasks whose agent reported it") int matchedReported,
    @JsonProperty("session_start_ms") Instant start,
    @JsonProperty("session_duration_ms") Duration duration) {
  /** Keeps copies of the tables. */
  public SessionMetrics {
    tasksByModel = Map.copyOf(tasksByModel);
    models = List.copyOf(models);
  }

  /** Half of the completed tasks took no longer. */
  public Duration medianElapsed() {
    return Duration.ofMillis((long) medianElapsedMillis);
  }
}
