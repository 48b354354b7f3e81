package dev.agentpool.api;

import dev.agentpool.answer.Cost;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A pool at a glance (spec slot-pool 2.9).
 *
 * {@snippet :
 * PoolStatus status = pool.status();
 * System.out.println(status.idleSlots() + " of " + status.totalSlots() + " slots are idle");
 * }
 *
 * @param blockedTasks that wait for other tasks
 * @param spend all that the pool has spent
 * @param budget its cap; empty without one
 * @param shutdown whether it is drained and takes no work
 * @param paused what stands still, and why
 * @param escalatedReviews of those pending review, left to a person
 * @param walls {@code workspace} when walls can stand here, else {@code off} and why
 */
public record PoolStatus(
    int totalSlots,
    int idleSlots,
    int busySlots,
    int erroredSlots,
    int blockedTasks,
    int pendingTasks,
    int runningTasks,
    int pendingReviewTasks,
    int completedTasks,
    int failedTasks,
    int cancelledTasks,
    Cost spend,
    Optional<Cost> budget,
    boolean shutdown,
    List<Pause> paused,
    int escalatedReviews,
    String walls) {
  /** Keeps a copy of the list. */
  public PoolStatus {
    paused = List.copyOf(paused);
  }

  static PoolStatus of(JsonNode node) {
    return new PoolStatus(
        Answer.number(node, "total_slots"),
        Answer.number(node, "idle_slots"),
        Answer.number(node, "busy_slots"),
        Answer.number(node, "errored_slots"),
        Answer.number(node, "blocked_tasks"),
        Answer.number(node, "pending_tasks"),
        Answer.number(node, "running_tasks"),
        Answer.number(node, "pending_review_tasks"),
        Answer.number(node, "completed_tasks"),
        Answer.number(node, "failed_tasks"),
        Answer.number(node, "cancelled_tasks"),
        Answer.cost(node, "total_spend"),
        Answer.optionalAmount(node, "budget_microdollars"),
        Answer.flag(node, "shutdown"),
        Answer.list(node.path("paused"), Pause::of),
        Answer.number(node, "escalated_reviews"),
        Answer.text(node, "walls"));
  }
}
