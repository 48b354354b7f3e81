package dev.agentpool.inside.child;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.pool.SlotName;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which task was started by which, as the ledger has it. A child tells its parent in a tag too, for
 * people who list tasks by it. Thread-safe.
 */
public final class Family {
  /** Before the parent's id in a child's tags. */
  public static final String TAG = "child-of:";

  private static final int MOST_LEVELS = 64;
  private final Ledger ledger;

  /**
   * @param ledger the whole one
   */
  public Family(Ledger ledger) {
    this.ledger = ledger;
  }

  static String tagOf(TaskId parent) {
    return TAG + parent;
  }

  /** The task that started this one; empty for a person's. */
  public static Optional<TaskId> parentOf(TaskRecord task) {
    return Optional.ofNullable(task.startedBy());
  }

  /** Whether the task's own tasks are the pool's, so that they go on without it. */
  static boolean isCoordinator(TaskRecord task) {
    String slot = task.spec().ordering().slot();
    return slot != null && SlotName.of(slot) instanceof SlotName.Coordinator;
  }

  /** Oldest first; of a plan the task that stands for it and its steps, too. */
  public List<TaskRecord> children(TaskId parent) {
    return ledger.startedBy(parent);
  }

  /** The task and those above it, the nearest first. */
  List<TaskRecord> line(TaskRecord task) {
    List<TaskRecord> line = new ArrayList<>(List.of(task));
    Optional<TaskRecord> next = parent(task);
    while (next.isPresent() && line.size() < MOST_LEVELS) {
      line.add(next.get());
      next = parent(next.get());
    }
    return line;
  }

  private Optional<TaskRecord> parent(TaskRecord task) {
    return parentOf(task).flatMap(ledger::task);
  }

  /** Whether a task is this one, or was started by it or by one that it started. */
  public boolean holds(TaskId elder, TaskId task) {
    return elder.equals(task)
        || ledger
            .task(task)
            .map(found -> line(found).stream().anyMatch(above -> above.id().equals(elder)))
            .orElse(false);
  }
}
