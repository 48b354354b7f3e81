package dev.agentpool.task;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The next version of a task record while a rule writes it. Not thread-safe; lives inside one rule.
 */
final class TaskDraft {
  private final TaskRecord before;
  private TaskState state;
  private boolean recovering;
  private List<String> feedback;
  private int fence;
  private int attempts;
  private int rejections;
  private @Nullable Instant notBefore;
  private @Nullable Instant startedAt;
  private @Nullable Instant finishedAt;
  private String reason = "";
  private @Nullable String slot;
  private @Nullable TaskResult result;

  TaskDraft(TaskRecord before) {
    this.before = before;
    state = before.state();
    recovering = before.recovering();
    feedback = before.feedback();
    fence = before.fence();
    attempts = before.attempts();
    rejections = before.rejections();
    startedAt = before.startedAt();
    finishedAt = before.finishedAt();
    slot = before.slot();
    result = before.result();
  }

  TaskDraft claimed(String bySlot, Instant now) {
    state = TaskState.RUNNING;
    fence++;
    slot = bySlot;
    startedAt = now;
    finishedAt = null;
    return this;
  }

  TaskDraft waiting(@Nullable Instant until) {
    state = TaskState.PENDING;
    notBefore = until;
    finishedAt = null;
    return this;
  }

  TaskDraft ended(TaskState how, Instant now) {
    state = how;
    finishedAt = now;
    return this;
  }

  TaskDraft counted() {
    attempts++;
    return this;
  }

  TaskDraft rejected(String said) {
    rejections++;
    feedback = Stream.concat(feedback.stream(), Stream.of(said)).toList();
    return this;
  }

  TaskDraft freshAttempts() {
    attempts = 0;
    slot = null;
    startedAt = null;
    return this;
  }

  TaskDraft recovering() {
    recovering = true;
    return this;
  }

  TaskDraft because(String why) {
    reason = why;
    return this;
  }

  TaskDraft result(@Nullable TaskResult next) {
    result = next;
    return this;
  }

  TaskRecord done() {
    return new TaskRecord(
        before.id(),
        before.pool(),
        before.plan(),
        before.insideOf(),
        before.retryOf(),
        before.spec(),
        state,
        recovering,
        feedback,
        fence,
        attempts,
        rejections,
        before.createdAt(),
        notBefore,
        startedAt,
        finishedAt,
        reason,
        slot,
        result);
  }
}
