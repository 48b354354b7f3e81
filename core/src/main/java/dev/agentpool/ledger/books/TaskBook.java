package dev.agentpool.ledger.books;

import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import java.util.Optional;

/** The tasks, each with its place in the queue and what it took out of its own cap. */
public interface TaskBook {
  Optional<TaskRecord> find(TaskId task);

  void add(TaskRecord task, Place place);

  void put(TaskRecord before, TaskRecord after, Place place);

  /**
   * It is unseen no longer; returns false when it was not. One becomes so when it is put as it is
   * to be seen.
   */
  boolean seen(TaskId task);

  /** None of the pool is unseen any longer; returns how many were. */
  int seen(PoolId pool);

  TaskMoney money(TaskId task);

  void putMoney(TaskId task, TaskMoney money);
}
