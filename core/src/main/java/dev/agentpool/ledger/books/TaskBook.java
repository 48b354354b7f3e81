package dev.agentpool.ledger.books;

import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import java.util.Optional;

/** The tasks, each with its place in the queue and what it took out of its own cap. */
public interface TaskBook {
  Optional<TaskRecord> find(TaskId task);

  void add(TaskRecord task, Place place);

  void put(TaskRecord before, TaskRecord after, Place place);

  TaskMoney money(TaskId task);

  void putMoney(TaskId task, TaskMoney money);
}
