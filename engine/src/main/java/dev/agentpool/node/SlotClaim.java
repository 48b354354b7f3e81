package dev.agentpool.node;

import dev.agentpool.task.TaskId;

/** What a slot that was told to take a task took (spec slot-pool 7.6). */
public sealed interface SlotClaim {
  /** The task runs in the slot now, and nowhere else. */
  record Claimed(TaskId task) implements SlotClaim {}

  /**
   * @param why the slot took nothing, for people
   */
  record None(String why) implements SlotClaim {}
}
