package dev.agentpool.journal;

import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One change. Sequence numbers start at 1 and have no hole.
 *
 * @param fence the attempt of a task that it concerns, 0 for none
 * @param from the task's state before; null for a submit, and for what is no task
 * @param to the task's state after; null for what is no task
 * @param detail for people alone: what a program needs is in the other members, or asked of the
 *     ledger; may be empty
 */
public record JournalEntry(
    long seq,
    Instant at,
    PoolId pool,
    JournalKind kind,
    Subject subject,
    int fence,
    @Nullable TaskState from,
    @Nullable TaskState to,
    String detail) {
  public JournalEntry {
    if ((subject instanceof Subject.OfTask) != (to != null)
        || (to == null && (from != null || fence != 0))) {
      throw new IllegalArgumentException(
          "entry " + seq + ", of " + subject + ": a task is in a state, nothing else is");
    }
  }

  /** Empty for what is no task. */
  public Optional<TaskId> task() {
    return subject instanceof Subject.OfTask(TaskId task) ? Optional.of(task) : Optional.empty();
  }

  public boolean isOf(TaskId task) {
    return subject instanceof Subject.OfTask(TaskId own) && own.equals(task);
  }

  /** The space of notes that changed; empty for what is no note. */
  public Optional<String> space() {
    return switch (subject) {
      case Subject.OfNote(String space, _) -> Optional.of(space);
      case Subject.OfSpace(String space) -> Optional.of(space);
      case Subject.OfPool _, Subject.OfTask _, Subject.OfQuestion _, Subject.OfSession _ ->
          Optional.empty();
    };
  }
}
