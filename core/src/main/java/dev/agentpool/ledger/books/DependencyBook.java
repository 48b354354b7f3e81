package dev.agentpool.ledger.books;

import dev.agentpool.task.TaskId;
import java.util.List;

/** Which task waits for which. */
public interface DependencyBook {
  /** Remembers what a task was submitted to wait for, and how many of these are still awaited. */
  void add(TaskId task, List<TaskId> on, int awaited);

  /** What a task was submitted to wait for. */
  List<TaskId> of(TaskId task);

  /** Tasks that were submitted to wait for this one, oldest first. */
  List<TaskId> dependents(TaskId on);

  /** One dependency less to wait for; returns how many are left. */
  int met(TaskId task);
}
