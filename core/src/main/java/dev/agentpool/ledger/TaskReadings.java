package dev.agentpool.ledger;

import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskIdPrefix;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the ledger tells of tasks. */
public interface TaskReadings {
  Optional<TaskRecord> task(TaskId id);

  /** The states of many tasks at once; unknown ids are absent. */
  Map<TaskId, TaskState> states(List<TaskId> ids);

  /** These tasks; unknown ids are absent. */
  Map<TaskId, TaskRecord> tasks(Set<TaskId> ids);

  /** Those of these that are pending, and how they stand in the queue. */
  Map<TaskId, InQueue> queued(Set<TaskId> ids);

  /** Those whose ids begin so, at most so many, in the order of their ids. */
  List<TaskRecord> tasks(TaskIdPrefix prefix, int most);

  /** Newest first; without those that only finish a plan's workspace, as in {@link #count}. */
  List<TaskRecord> tasks(TaskFilter filter);

  /**
   * What was asked for inside of a task, oldest first; of a plan its parent and its steps, too, but
   * not what only finishes its workspace.
   */
  List<TaskRecord> startedBy(TaskId task);

  /** Those that nobody has looked at since they ended, newest first. */
  List<TaskRecord> unseen(UnseenFilter filter);

  /** Whether it has ended as one that is to be seen, and nobody has looked at it. */
  boolean isUnseen(TaskId task);

  /** How many there are, whatever the filter's limit. */
  long count(UnseenFilter filter);

  /** How many tasks the filter lets through, whatever its limit and offset. */
  long count(TaskFilter filter);
}
