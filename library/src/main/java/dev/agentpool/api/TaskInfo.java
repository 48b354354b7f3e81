package dev.agentpool.api;

import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A task as it stands.
 *
 * {@snippet :
 * for (TaskInfo task : pool.tasks()) {
 *   System.out.println(task.id() + " " + task.state() + " " + task.prompt());
 * }
 * }
 *
 * @param state spec slot-pool 2.7, and {@code BLOCKED} while it waits for other tasks
 * @param slot that runs it or ran it last
 * @param attempts that were begun
 * @param rejections by reviewers
 * @param reason why it is where it is, for people; empty when there is nothing to say
 * @param outcome once there is one
 * @param submittedBy the task inside of which it was started
 * @param step its name within its plan
 * @param renderedPrompt what a step that began was really asked, cut at 100,000 characters; empty
 *     in a list
 * @param escalation why its review was left to a person, while it waits for one
 */
public record TaskInfo(
    String id,
    TaskState state,
    String prompt,
    Optional<String> slot,
    List<String> tags,
    int attempts,
    int rejections,
    String reason,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> completedAt,
    Optional<TaskOutcome> outcome,
    Optional<String> submittedBy,
    Optional<String> escalation,
    Optional<String> step,
    Optional<String> renderedPrompt) {
  /** Keeps a copy of the list. */
  public TaskInfo {
    tags = List.copyOf(tags);
  }

  static TaskInfo of(JsonNode task) {
    return new TaskInfo(
        Answer.text(task, "id"),
        TaskState.ofWireName(Answer.text(task, "state")),
        Answer.text(task, "prompt"),
        Answer.optionalText(task, "slot_id"),
        Answer.texts(task, "tags"),
        Answer.number(task, "attempts"),
        Answer.number(task, "rejection_count"),
        Answer.text(task, "reason"),
        Answer.time(task, "created_at_ms"),
        Answer.optionalTime(task, "started_at_ms"),
        Answer.optionalTime(task, "completed_at_ms"),
        outcome(task),
        Answer.optionalText(task, "submitted_by"),
        Answer.optionalText(task.path("escalation"), "why"),
        Answer.optionalText(task, "step"),
        Answer.optionalText(task, "rendered_prompt"));
  }

  /** Empty while the task is under way. */
  static Optional<TaskOutcome> outcome(JsonNode task) {
    String id = Answer.text(task, "id");
    TaskResult result = TaskResult.of(task);
    String reason = Answer.text(task, "reason");
    return switch (TaskState.ofWireName(Answer.text(task, "state"))) {
      case COMPLETED -> Optional.of(new TaskOutcome.Completed(id, result));
      case PENDING_REVIEW -> Optional.of(new TaskOutcome.PendingReview(id, result));
      case CANCELLED -> Optional.of(new TaskOutcome.Cancelled(id, result, reason));
      case FAILED -> {
        String code = Answer.text(task.path("result"), "outcome");
        yield Optional.of(new TaskOutcome.Failed(id, result, code, reason));
      }
      case BLOCKED, PENDING, RUNNING -> Optional.empty();
    };
  }
}
